import { FORMULA_STARTS } from '@youlu/http';

/** SQL: a free text as a column of CSV, guarded as `csvAnswer` guards it. */
const text = (column: string): string =>
  `CASE WHEN ${column} <> '' AND strpos('${FORMULA_STARTS}', left(${column}, 1)) > 0
     THEN '''' || ${column} ELSE ${column} END AS ${column}`;

/**
 * What a figure is made of, as lists that anybody can read: enough to compute every indicator again
 * without this program. Nothing in them is about a person.
 */
export const EXPORT_TABLES = {
  registers: `SELECT register_date, ${text('name')}, ${text('source')}, ${text('licence')}, units, recorded_at FROM registers
    ORDER BY register_date`,
  'register-units': `SELECT register_date, code, ${text('name')}, kind FROM register_rows
    ORDER BY register_date, code`,
  changes: `SELECT c.change_id, c.earlier, c.later, c.kind, c.heir, c.effective_on,
      (SELECT string_agg(code, ' ' ORDER BY code) FROM change_units
       WHERE change_id = c.change_id AND side = 'from') AS from_codes,
      (SELECT string_agg(code, ' ' ORDER BY code) FROM change_units
       WHERE change_id = c.change_id AND side = 'to') AS to_codes,
      made.recorded_at, unmade.recorded_at AS superseded_at
    FROM changes c JOIN decisions made ON made.decision_id = c.decision_id
    LEFT JOIN decisions unmade ON unmade.decision_id = c.superseded_by
    WHERE c.status IN ('applied', 'accepted') ORDER BY c.earlier, c.later, c.change_id`,
  declarations: `SELECT declaration_id, unit_code, indicator, mode, frequency_per_week, valid_from,
      valid_to, ended_on, end_recorded_at, ${text('operator')}, ${text('source')}, simulated,
      recorded_at
    FROM declarations ORDER BY declaration_id`,
  filings: `SELECT filing_id, county_code, indicator, valid_from, valid_to, ${text('source')}, simulated,
      recorded_at
    FROM declaration_filings ORDER BY filing_id`,
  facts: `SELECT tracking_number, ordinal, scan_id, kind, node_id, place_code, occurred_at,
      recorded_at, verdict, destination_code, ends_day, known_from, end_known_from, simulated,
      consent, proof, fee_cents, mode
    FROM parcel_facts ORDER BY tracking_number, ordinal`,
  'former-facts': `SELECT tracking_number, ordinal, scan_id, kind, node_id, place_code, occurred_at,
      recorded_at, verdict, destination_code, ends_day, known_from, known_to, simulated,
      consent, proof, fee_cents, mode
    FROM former_facts ORDER BY tracking_number, ordinal, known_from`,
  links: `SELECT linked_number, principal_number, recorded_at FROM parcel_links
    ORDER BY linked_number`,
  visits: `SELECT village_code, visit_id, visited_at, round_id, handover_point, sent_at, recorded_at,
      coalesce(known_from, recorded_at) AS known_from, simulated
    FROM visits ORDER BY village_code, visit_id, visited_at, round_id, handover_point`,
  'former-visits': `SELECT village_code, visit_id, visited_at, round_id, handover_point, sent_at,
      recorded_at, known_from, known_to, simulated
    FROM former_visits
    ORDER BY village_code, visit_id, visited_at, round_id, handover_point, known_from`,
  nodes: `SELECT node_id, version, tier, place_code, opens_on, closes_on,
      array_to_string(open_weekdays, ' ') AS open_weekdays, opens_at_minute, closes_at_minute,
      simulated, recorded_at
    FROM node_versions ORDER BY node_id, version`,
  targets: `SELECT target_id, list, place_code, ${text('name')}, node_id, served_from, valid_from, valid_to,
      ${text('source')}, simulated, recorded_at
    FROM coverage_targets ORDER BY target_id`,
  prescriptions: `SELECT prescription_id, unit_code, kind, visits_per_week, valid_from, valid_to,
      ${text('reason')}, ${text('source')}, simulated, recorded_at
    FROM mail_prescriptions ORDER BY prescription_id`,
  rulings: `SELECT challenge_id, unit_code, indicator, verdict, valid_from, valid_to, simulated,
      recorded_at
    FROM rulings ORDER BY challenge_id, unit_code, recorded_at`,
} as const;
export type ExportTable = keyof typeof EXPORT_TABLES;
export const EXPORT_TABLE_NAMES = Object.keys(EXPORT_TABLES) as ExportTable[];
