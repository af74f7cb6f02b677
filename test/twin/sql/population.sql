-- The units counted: by kind, by the block of the code alone, or the targets of a list.
CREATE OR REPLACE TEMP TABLE population AS
WITH base AS (SELECT * FROM register_units WHERE register_date = getvariable('base'))
SELECT code, NULL AS node_id, NULL::DATE AS served_from, false AS simulated FROM base
WHERE getvariable('population') = 'villages' AND level = 5
  AND CASE WHEN getvariable('denominator') = 'by-block'
    THEN substr(code, 10, 1) IN ('2', '3') ELSE kind = 'admin_village' END
UNION ALL
SELECT code, NULL, NULL, false FROM base
WHERE getvariable('population') = 'townships' AND level = 4
  AND CASE WHEN getvariable('denominator') = 'by-block'
    THEN substr(code, 7, 1) IN ('1', '2', '3')
    ELSE kind IN ('town', 'township', 'ethnic_township') END
UNION ALL
-- In what its division has become, by the register of the day it is listed from, or else by any.
SELECT coalesce(min(h.heir) FILTER (WHERE t.valid_from BETWEEN h.from_day AND h.to_day), min(h.heir))
    || '-' || t.target_id, any_value(t.node_id), any_value(t.served_from),
    any_value(t.simulated)
FROM targets t JOIN heirs h ON h.code = t.place_code JOIN base b ON b.code = h.heir
WHERE getvariable('population') = t.list AND known(t.recorded_at) AND in_force(t.valid_from, t.valid_to)
GROUP BY t.target_id;
DELETE FROM population
WHERE getvariable('denominator') = 'excl-xpcc-cities' AND starts_with(code, '6590');

CREATE OR REPLACE TEMP TABLE declared AS
SELECT h.heir AS code, min(d.valid_from) AS declared_from, max(d.frequency_per_week) AS per_week,
  bool_or(d.simulated) AS simulated
FROM known_declarations d
JOIN stated_heirs h ON h.code = d.unit_code AND d.valid_from BETWEEN h.from_day AND h.to_day
GROUP BY h.heir
UNION ALL
SELECT code, served_from, NULL, simulated FROM population WHERE served_from <= getvariable('as_of');

CREATE OR REPLACE TEMP TABLE filed AS
SELECT h.heir AS county, bool_or(f.simulated) AS simulated
FROM known_filings f
JOIN stated_heirs h ON h.code = f.county_code AND f.valid_from BETWEEN h.from_day AND h.to_day
GROUP BY h.heir;

-- Of several rulings on a unit, under whichever of its codes, the one that was recorded last holds.
CREATE OR REPLACE TEMP TABLE ruled AS
SELECT h.heir AS code, arg_max(r.verdict, (r.recorded_at, r.challenge_id)) AS verdict,
  arg_max(r.simulated, (r.recorded_at, r.challenge_id)) AS simulated
FROM known_rulings r
JOIN stated_heirs h ON h.code = r.unit_code AND r.valid_from BETWEEN h.from_day AND h.to_day
GROUP BY h.heir;
