import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { CoverageRows } from './coverage-rows';

/** Writes coverage.csv and units.csv, with the columns they have beside a report of `npm start`. */
export function writeCoverageFiles(folder: string, { rates, units }: CoverageRows): void {
  mkdirSync(folder, { recursive: true });
  const coverage = rates.map((row) => ({
    code: row.code,
    name: row.name,
    level: row.level,
    indicator: row.indicator,
    denominator_name: row.denominatorName,
    denominator: row.denominator,
    declared: row.declared,
    observed: row.observed,
    declared_only: row.declaredOnly,
    contradicted: row.contradicted,
    not_served: row.notServed,
    unknown: row.unknown,
    excluded: row.excluded,
  }));
  const states = units.map((row) => ({
    code: row.code,
    name: row.name,
    level: row.level,
    kind: row.kind,
    parent_code: row.parentCode,
    indicator: row.indicator,
    state: row.state,
    rule: row.rule,
    declared_from: row.declaredFrom,
    first_evidence_at: row.firstEvidenceAt,
    last_evidence_at: row.lastEvidenceAt,
    evidence_count: row.evidenceCount,
  }));
  writeFileSync(join(folder, 'coverage.csv'), stringify(coverage, { header: true }));
  writeFileSync(join(folder, 'units.csv'), stringify(states, { header: true }));
}
