-- 直接通邮: on at least three days a week, or on more where declared; on fewer only where prescribed in
-- writing, and weeks that touch a seasonal closure do not count. Closed in all of them: left out.
CREATE OR REPLACE TEMP TABLE evidence AS
SELECT code, day, seen_at, simulated FROM to_villages
WHERE day BETWEEN getvariable('first_day') AND getvariable('last_day');

CREATE OR REPLACE TEMP TABLE weeks AS
SELECT unnest(generate_series(getvariable('first_day'), getvariable('last_day'), INTERVAL 7 DAY))::DATE
  AS monday;

CREATE OR REPLACE TEMP TABLE prescribed AS
SELECT h.heir AS code, r.* EXCLUDE (unit_code)
FROM prescriptions r
JOIN stated_heirs h ON h.code = r.unit_code AND r.valid_from BETWEEN h.from_day AND h.to_day
WHERE known(r.recorded_at);

CREATE OR REPLACE TEMP TABLE judged AS
WITH asked AS (
  SELECT p.code, greatest(coalesce(max(d.per_week), 0), getvariable('days_needed')) AS days
  FROM population p LEFT JOIN declared d ON d.code = p.code GROUP BY p.code),
by_week AS (
  SELECT a.code, w.monday,
    EXISTS (SELECT 1 FROM prescribed c WHERE c.code = a.code AND c.kind = 'seasonal-closure'
      AND c.valid_from <= w.monday + 6 AND (c.valid_to IS NULL OR c.valid_to > w.monday)) AS closed,
    coalesce(
      (SELECT min(l.visits_per_week) FROM prescribed l
       WHERE l.code = a.code AND l.kind = 'lesser-frequency'
         AND l.valid_from <= w.monday AND (l.valid_to IS NULL OR l.valid_to > w.monday)),
      a.days) AS needed,
    (SELECT count(DISTINCT e.day) FROM evidence e
     WHERE e.code = a.code AND date_trunc('week', e.day) = w.monday) AS visited
  FROM asked a CROSS JOIN weeks w)
SELECT code, bool_and(closed) AS excluded, bool_and(closed OR visited >= needed) AS served,
  false AS against
FROM by_week GROUP BY code;

INSERT INTO also_simulated SELECT code FROM prescribed
WHERE simulated AND valid_from <= getvariable('last_day')
  AND (valid_to IS NULL OR getvariable('first_day') < valid_to);
