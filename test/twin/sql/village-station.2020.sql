-- 驻点  parcels changed hands at a point with opening hours that stands in the village.
CREATE OR REPLACE TEMP TABLE evidence AS
SELECT code, day, seen_at, simulated FROM at_village_points WHERE day BETWEEN getvariable('first_day') AND getvariable('last_day');

CREATE OR REPLACE TEMP TABLE judged AS
SELECT p.code, false AS excluded,
  (SELECT count(DISTINCT day) FROM evidence e WHERE e.code = p.code) >= getvariable('days_needed')
    AS served,
  false AS against
FROM population p;

-- The network declares: a point that is open on the day.
INSERT INTO declared
SELECT h.heir, min(v.opens_on), NULL, bool_or(v.simulated)
FROM village_points v
JOIN stated_heirs h ON h.code = v.place_code AND v.opens_on BETWEEN h.from_day AND h.to_day
WHERE v.opens_on <= getvariable('as_of')
  AND (v.closes_on IS NULL OR getvariable('as_of') < v.closes_on)
GROUP BY h.heir;
