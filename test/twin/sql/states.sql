-- The first that applies: excluded, settled against, observed, settled for, contradicted, declared, filed;
-- else unknown. What was found served counts as declared, though no declaration may say so.
CREATE OR REPLACE TEMP TABLE states AS
WITH facts_of AS (
  SELECT j.code, j.excluded, j.served, j.against,
    j.code IN (SELECT code FROM declared) AS is_declared,
    left(j.code, 6) IN (SELECT county FROM filed) AS is_filed,
    (SELECT max(verdict) FROM ruled r WHERE r.code = j.code) AS verdict,
    -- One thing that a simulation made, of all that is known about it, is enough.
    j.code IN (
      SELECT code FROM evidence WHERE simulated UNION SELECT code FROM declared WHERE simulated
      UNION SELECT code FROM ruled WHERE simulated UNION SELECT code FROM population WHERE simulated
      UNION SELECT code FROM also_simulated)
    OR left(j.code, 6) IN (SELECT county FROM filed WHERE simulated) AS simulated
  FROM judged j)
SELECT code, is_declared, is_declared OR coalesce(verdict = 'served', false) AS counts_declared,
  CASE
    WHEN excluded THEN 'excluded'
    WHEN verdict = 'not-served' THEN CASE WHEN is_declared THEN 'contradicted' ELSE 'not-served' END
    WHEN served THEN 'observed'
    WHEN verdict = 'served' THEN 'declared-only'
    WHEN is_declared AND against THEN 'contradicted'
    WHEN is_declared THEN 'declared-only'
    WHEN is_filed THEN 'not-served'
    ELSE 'unknown'
  END AS state,
  (SELECT count(*) FROM evidence e WHERE e.code = f.code) AS evidence_count,
  (SELECT min(seen_at) FROM evidence e WHERE e.code = f.code) AS first_at,
  (SELECT max(seen_at) FROM evidence e WHERE e.code = f.code) AS last_at,
  simulated
FROM facts_of f;

-- Every place of the register by name of its level, with what lies in it.
CREATE OR REPLACE TEMP TABLE rates AS
SELECT b.code,
  count(s.code) FILTER (WHERE state <> 'excluded') AS denominator,
  count(s.code) FILTER (WHERE state <> 'excluded' AND counts_declared) AS declared,
  count(s.code) FILTER (WHERE state = 'observed') AS observed,
  count(s.code) FILTER (WHERE state = 'declared-only') AS declared_only,
  count(s.code) FILTER (WHERE state = 'contradicted') AS contradicted,
  count(s.code) FILTER (WHERE state = 'not-served') AS not_served,
  count(s.code) FILTER (WHERE state = 'unknown') AS unknown,
  count(s.code) FILTER (WHERE state = 'excluded') AS excluded,
  count(s.code) FILTER (WHERE state = 'observed' AND NOT counts_declared) AS undeclared,
  count(s.code) FILTER (WHERE counts_declared AND state IN ('observed', 'contradicted')) AS measured
FROM register_units b LEFT JOIN states s
  ON starts_with(s.code, b.code) AND length(s.code) >= length(b.code)
WHERE b.register_date = getvariable('base') AND b.level < 5
GROUP BY b.code;
