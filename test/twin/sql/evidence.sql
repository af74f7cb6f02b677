-- Where parcels changed hands, by what is counted; `evidence` has one row for each time.
CREATE OR REPLACE TEMP TABLE handed AS
SELECT * FROM known_facts WHERE kind IN ('accepted', 'delivered');

-- Where villages are counted, of what several waybills of a parcel tell of one unit, under whichever of
-- its codes and on whatever days of the window, the first number's stays, unless something ended the
-- earlier before the later.
CREATE OR REPLACE TEMP TABLE in_villages_any AS
SELECT h.heir AS code, f.*
FROM handed f JOIN heirs h ON h.code = f.place_code AND f.day BETWEEN h.from_day AND h.to_day
WHERE f.day BETWEEN getvariable('first_day') AND getvariable('last_day')
  -- A scan that states another mode than those asked for is no evidence; one that states none is.
  AND (getvariable('modes') IS NULL OR mode IS NULL OR list_contains(getvariable('modes'), mode));
CREATE OR REPLACE TEMP TABLE in_villages AS
SELECT code, day, occurred_at AS seen_at, simulated FROM in_villages_any f
WHERE NOT EXISTS (
  SELECT 1 FROM in_villages_any o
  WHERE o.parcel = f.parcel AND o.kind = f.kind AND o.code = f.code
    AND (o.tracking_number <> o.parcel, o.tracking_number) < (f.tracking_number <> f.parcel, f.tracking_number)
    AND (o.day >= f.day OR o.ends_day IS NULL OR o.ends_day >= f.day)
    AND (f.day >= o.day OR f.ends_day IS NULL OR f.ends_day >= o.day));

-- Where nodes are counted, of what they tell of one node, day and unit the first number's stays.
CREATE OR REPLACE TEMP TABLE in_townships AS
SELECT h.heir AS code, f.* FROM handed f
JOIN heirs h ON h.code = left(f.place_code, 9) AND f.day BETWEEN h.from_day AND h.to_day
QUALIFY (tracking_number <> parcel, tracking_number) = min((tracking_number <> parcel, tracking_number))
  OVER (PARTITION BY parcel, kind, h.heir, node_id, day);

-- A node is what its newest version of those opened by the day says; before all, what opened first.
CREATE OR REPLACE TEMP TABLE at_stations AS
WITH tiers AS (
  SELECT f.node_id, f.day,
    coalesce(
      max(n.version) FILTER (WHERE n.opens_on <= f.day),
      max(n.version) FILTER (WHERE n.opens_on = first.opens_on)) AS version
  FROM (SELECT DISTINCT node_id, day FROM handed) f
  JOIN known_nodes n ON n.node_id = f.node_id
  JOIN (SELECT node_id, min(opens_on) AS opens_on FROM known_nodes GROUP BY node_id) first
    ON first.node_id = f.node_id
  GROUP BY f.node_id, f.day)
SELECT f.code, f.day, f.occurred_at AS seen_at, f.simulated
FROM in_townships f
JOIN tiers t ON t.node_id = f.node_id AND t.day = f.day
JOIN known_nodes n ON n.node_id = t.node_id AND n.version = t.version AND n.tier = 'station';

-- A point that stands in the village and says when it is open, as its newest version tells.
CREATE OR REPLACE TEMP TABLE village_points AS
SELECT * FROM known_nodes n
WHERE tier = 'village' AND open_weekdays IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM known_nodes o WHERE o.node_id = n.node_id AND o.version > n.version);

CREATE OR REPLACE TEMP TABLE at_village_points AS
SELECT code, day, seen_at, simulated FROM (
  SELECT h.heir AS code, f.day, f.occurred_at AS seen_at, f.parcel, f.kind, f.node_id, f.tracking_number,
    f.simulated
  FROM handed f
  JOIN village_points p ON p.node_id = f.node_id AND p.place_code = f.place_code
  JOIN heirs h ON h.code = f.place_code AND f.day BETWEEN h.from_day AND h.to_day)
QUALIFY (tracking_number <> parcel, tracking_number) = min((tracking_number <> parcel, tracking_number))
  OVER (PARTITION BY parcel, kind, code, node_id, day);

CREATE OR REPLACE TEMP TABLE at_targets AS
SELECT p.code, f.day, f.occurred_at AS seen_at, f.simulated
FROM handed f JOIN population p ON p.node_id = f.node_id
QUALIFY (tracking_number <> parcel, tracking_number) = min((tracking_number <> parcel, tracking_number))
  OVER (PARTITION BY parcel, kind, p.code, f.node_id, f.day);

-- Units that something else than evidence, a declaration or a ruling makes simulated; editions add to it.
CREATE OR REPLACE TEMP TABLE also_simulated (code VARCHAR);

-- The register in force on the Monday reads the codes of a week.
CREATE OR REPLACE TEMP TABLE to_villages AS
SELECT h.heir AS code, v.day, v.seen_at, v.simulated
FROM known_visits v
JOIN heirs h ON h.code = v.village_code
  AND date_trunc('week', v.day)::DATE BETWEEN h.from_day AND h.to_day;

-- Codes that are one unit while a register was in force: both lead to it, or the one leads nowhere that
-- the base states and was the unit's at another time.
CREATE OR REPLACE TEMP TABLE one_unit AS
SELECT DISTINCT w.code AS written, p.code AS place, w.from_day, w.to_day
FROM heirs w JOIN heirs p ON p.heir = w.heir
WHERE p.from_day = w.from_day OR NOT EXISTS (
  SELECT 1 FROM heirs n
  JOIN register_units b ON b.register_date = getvariable('base') AND b.code = n.heir
  WHERE n.code = p.code AND n.from_day = w.from_day);

-- Parcels for a village that came to rest elsewhere within the window and stayed to its end.
CREATE OR REPLACE TEMP TABLE stopped AS
SELECT h.heir AS code, count(DISTINCT f.parcel) AS parcels, bool_or(f.simulated) AS simulated
FROM known_facts f
JOIN heirs h ON h.code = f.destination_code AND f.day BETWEEN h.from_day AND h.to_day
WHERE f.kind IN ('delivered', 'held-at-station', 'in-locker') AND f.place_code <> f.destination_code
  AND f.day BETWEEN getvariable('first_day') AND getvariable('last_day')
  AND (f.ends_day IS NULL OR f.ends_day > getvariable('last_day'))
  AND NOT EXISTS (
    SELECT 1 FROM one_unit o WHERE o.written = f.destination_code AND o.place = f.place_code
      AND f.day BETWEEN o.from_day AND o.to_day)
GROUP BY h.heir;
