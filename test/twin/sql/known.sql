-- What had been recorded at known_at (NULL: all), with days in official time, UTC+8.
CREATE OR REPLACE MACRO known(recorded) AS
  getvariable('known_at') IS NULL OR recorded <= getvariable('known_at');
CREATE OR REPLACE MACRO official_day(ms) AS (epoch_ms(ms) + INTERVAL 8 HOUR)::DATE;

-- Numbers that are one parcel go by the one at the top, as far as links were recorded.
CREATE OR REPLACE TEMP TABLE roots AS
WITH RECURSIVE up(number, root) AS (
  SELECT linked_number, principal_number FROM links WHERE known(recorded_at)
  UNION
  SELECT up.number, l.principal_number FROM up JOIN links l ON l.linked_number = up.root
  WHERE known(l.recorded_at))
SELECT number, root FROM up
WHERE root NOT IN (SELECT linked_number FROM links WHERE known(recorded_at));

CREATE OR REPLACE TEMP TABLE known_facts AS
WITH said AS (
  SELECT tracking_number, kind, node_id, place_code, occurred_at, verdict, destination_code, simulated,
    mode, CASE WHEN end_known_from > getvariable('known_at') THEN NULL ELSE ends_day END AS ends_day
  FROM facts WHERE known(known_from)
  UNION ALL
  SELECT tracking_number, kind, node_id, place_code, occurred_at, verdict, destination_code, simulated,
    mode, ends_day
  FROM former_facts
  WHERE getvariable('known_at') IS NOT NULL AND known(known_from)
    AND getvariable('known_at') < known_to)
SELECT said.*, official_day(occurred_at) AS day, coalesce(root, tracking_number) AS parcel
FROM said LEFT JOIN roots ON roots.number = said.tracking_number
WHERE verdict IN ('ok', 'off-plan'); -- only undisputed facts of booked parcels prove anything

CREATE OR REPLACE TEMP TABLE known_nodes AS SELECT * FROM nodes WHERE known(recorded_at);

-- A visit counts when its id says one thing only and it was not sent before it happened; when it was sent,
-- and whether a simulation made it, is what had been told by then.
CREATE OR REPLACE TEMP TABLE known_visits AS
WITH said AS (
  SELECT village_code, visit_id, visited_at, round_id, handover_point, sent_at, simulated
  FROM visits WHERE known(known_from)
  UNION ALL
  SELECT village_code, visit_id, visited_at, round_id, handover_point, sent_at, simulated
  FROM former_visits
  WHERE getvariable('known_at') IS NOT NULL AND known(known_from)
    AND getvariable('known_at') < known_to)
SELECT village_code, visit_id, min(visited_at) AS seen_at, official_day(min(visited_at)) AS day,
  bool_or(simulated) AS simulated
FROM said
GROUP BY village_code, visit_id
HAVING count(DISTINCT (visited_at, round_id, handover_point)) = 1
  AND min(visited_at) <= min(sent_at) + 300000;

CREATE OR REPLACE MACRO in_force(valid_from, valid_to) AS
  valid_from <= getvariable('as_of') AND (valid_to IS NULL OR getvariable('as_of') < valid_to);

CREATE OR REPLACE TEMP TABLE known_declarations AS
SELECT * FROM declarations
WHERE indicator = getvariable('indicator') AND known(recorded_at) AND in_force(valid_from, valid_to)
  AND (ended_on IS NULL OR getvariable('as_of') < ended_on
    OR end_recorded_at > getvariable('known_at'))
  AND (getvariable('modes') IS NULL
    OR list_contains(getvariable('modes'), coalesce(mode, 'unstated')));

CREATE OR REPLACE TEMP TABLE known_filings AS
SELECT * FROM filings
WHERE indicator = getvariable('indicator') AND known(recorded_at) AND in_force(valid_from, valid_to);

CREATE OR REPLACE TEMP TABLE known_rulings AS
SELECT * FROM rulings
WHERE indicator = getvariable('indicator') AND known(recorded_at) AND in_force(valid_from, valid_to);
