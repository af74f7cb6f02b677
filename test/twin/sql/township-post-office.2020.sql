-- Parcels changed hands at the node of the office. 
CREATE OR REPLACE TEMP TABLE evidence AS
SELECT code, day, seen_at, simulated FROM at_targets WHERE day BETWEEN getvariable('first_day') AND getvariable('last_day');

CREATE OR REPLACE TEMP TABLE judged AS
SELECT p.code, false AS excluded,
  (SELECT count(DISTINCT day) FROM evidence e WHERE e.code = p.code) >= getvariable('days_needed')
    AS served,
  false AS against
FROM population p;
