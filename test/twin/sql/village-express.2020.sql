-- 建制村通达: parcels changed hands in the village on enough days; where modes are asked for, only if it
-- is declared in one of them. Three parcels that rest elsewhere speak against, where nothing happened.
CREATE OR REPLACE TEMP TABLE evidence AS
SELECT code, day, seen_at, simulated FROM in_villages
WHERE day BETWEEN getvariable('first_day') AND getvariable('last_day');

CREATE OR REPLACE TEMP TABLE judged AS
SELECT p.code, false AS excluded,
  (SELECT count(DISTINCT day) FROM in_villages_any e WHERE e.code = p.code) >= getvariable('days_needed')
    AND (getvariable('modes') IS NULL OR p.code IN (SELECT code FROM declared)) AS served,
  p.code NOT IN (SELECT code FROM evidence)
    AND coalesce((SELECT sum(parcels) FROM stopped s WHERE s.code = p.code), 0) >= 3 AS against
FROM population p;

-- Parcels that stopped elsewhere are asked about where a declaration stands without evidence.
INSERT INTO also_simulated SELECT code FROM stopped
WHERE simulated AND code IN (SELECT code FROM declared) AND code NOT IN (SELECT code FROM evidence);
