/** The columns of a `StoredChange`, from `changes c` joined with `CHANGE_UNITS`. */
export const CHANGE_COLUMNS = `c.change_id AS "changeId", c.earlier, c.later, c.region, c.kind,
  c.status, c.confidence, c.reason, c.parameters::jsonb, c.heir, c.effective_on AS "effectiveOn", c.document, c.note,
  u."from", u."to"`;

/** The codes that a change names on each side, in order. */
export const CHANGE_UNITS = `CROSS JOIN LATERAL (
  SELECT coalesce(array_agg(code ORDER BY code) FILTER (WHERE side = 'from'), '{}') AS "from",
         coalesce(array_agg(code ORDER BY code) FILTER (WHERE side = 'to'), '{}') AS "to"
  FROM change_units WHERE change_id = c.change_id) u`;
