-- 直接通邮: visited in each whole week on as many days as declared, else as the question asks.
CREATE OR REPLACE TEMP TABLE evidence AS
SELECT code, day, seen_at, simulated FROM to_villages
WHERE day BETWEEN getvariable('first_day') AND getvariable('last_day');

CREATE OR REPLACE TEMP TABLE weeks AS
SELECT unnest(generate_series(getvariable('first_day'), getvariable('last_day'), INTERVAL 7 DAY))::DATE
  AS monday;

CREATE OR REPLACE TEMP TABLE judged AS
WITH needed AS (
  SELECT p.code, coalesce(max(d.per_week), getvariable('days_needed')) AS days
  FROM population p LEFT JOIN declared d ON d.code = p.code GROUP BY p.code),
by_week AS (
  SELECT n.code, n.days,
    (SELECT count(DISTINCT e.day) FROM evidence e
     WHERE e.code = n.code AND date_trunc('week', e.day) = w.monday) AS visited
  FROM needed n CROSS JOIN weeks w)
SELECT code, false AS excluded, bool_and(visited >= days) AS served, false AS against
FROM by_week GROUP BY code;
