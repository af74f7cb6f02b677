-- As 2020, on at least four days unless the question says otherwise. 
CREATE OR REPLACE TEMP TABLE evidence AS
SELECT code, day, seen_at, simulated FROM at_stations WHERE day BETWEEN getvariable('first_day') AND getvariable('last_day');

CREATE OR REPLACE TEMP TABLE judged AS
SELECT p.code, false AS excluded,
  (SELECT count(DISTINCT day) FROM evidence e WHERE e.code = p.code) >= getvariable('days_needed')
    AS served,
  false AS against
FROM population p;
