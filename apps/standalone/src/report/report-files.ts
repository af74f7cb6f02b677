import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COVERAGE_STATES, INDICATORS } from '@youlu/vocabulary';
import { stringify } from 'csv-stringify/sync';
import { pageReport } from './page-report';
import type { ReportLanguage } from './report-language';
import { DENOMINATORS, type RateRow, type ReportModel } from './report-model';

type Cell = string | number | boolean | null;

/** Writes the files that are the same for the same seed, byte for byte. */
export function writeReportFiles(folder: string, model: ReportModel, lang: ReportLanguage): void {
  mkdirSync(folder, { recursive: true });
  const files: Record<string, string> = {
    'coverage.csv': coverageCsv(model),
    'units.csv': unitsCsv(model),
    'restatement.csv': restatementCsv(model),
    'projects.csv': projectsCsv(model),
    'flows.csv': flowsCsv(model),
    'report.json': json(reportJson(model)),
    'report.html': pageReport(model, lang, folder),
  };
  for (const [name, text] of Object.entries(files)) writeWhole(folder, name, text);
}

/** What may differ between two runs of one seed: seconds, memory, re-sends, restarts. */
export function writeRunFile(folder: string, run: object): void {
  writeWhole(folder, 'run.json', json(run));
}

/** A file is there whole or not at all. */
function writeWhole(folder: string, name: string, text: string): void {
  const part = join(folder, `${name}.part`);
  writeFileSync(part, text);
  renameSync(part, join(folder, name));
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function csv(columns: string[], rows: Cell[][]): string {
  return stringify([columns, ...rows], {
    record_delimiter: 'unix',
    cast: { boolean: (value) => (value ? 'true' : 'false') },
  });
}

function coverageCsv({ rates }: ReportModel): string {
  const columns =
    'code name level indicator denominator_name denominator declared observed declared_only ' +
    'contradicted not_served unknown excluded';
  return csv(
    columns.split(' '),
    rates.map((row) => [
      ...[row.code, row.name, row.level, row.indicator, row.denominatorName],
      ...[row.denominator, row.declared, row.observed, row.declaredOnly],
      ...[row.contradicted, row.notServed, row.unknown, row.excluded],
    ]),
  );
}

function unitsCsv({ units }: ReportModel): string {
  const columns =
    'code name level kind parent_code indicator state rule declared_from first_evidence_at ' +
    'last_evidence_at evidence_count';
  return csv(
    columns.split(' '),
    units.map((row) => [
      ...[row.code, row.name, row.level, row.kind, row.parentCode, row.indicator],
      ...[row.state, row.rule, row.declaredFrom, row.firstEvidenceAt, row.lastEvidenceAt],
      row.evidenceCount,
    ]),
  );
}

/** Every difference between the own register and the later one; effects sum to what lies between. */
function restatementCsv({ restatements }: ReportModel): string {
  const columns =
    'indicator register restated_on codes_before names_before states_before codes_after names_after ' +
    'states_after explained_by changes denominator declared observed';
  const words = (list: string[]): string => list.join(' ');
  return csv(
    columns.split(' '),
    restatements.flatMap(({ indicator, own, restated, differences }) =>
      differences.map(({ before, after, explainedBy, kinds, effect }) => [
        ...[indicator, own.registerDate, restated.registerDate],
        ...[words(before.map(({ code }) => code)), words(before.map(({ name }) => name))],
        words(before.map(({ state }) => state)),
        ...[words(after.map(({ code }) => code)), words(after.map(({ name }) => name))],
        words(after.map(({ state }) => state)),
        ...[explainedBy, words(kinds), effect.denominator, effect.declared, effect.observed],
      ]),
    ),
  );
}

function projectsCsv({ projects }: ReportModel): string {
  const columns =
    'project track place_codes period opening counted sample to_date threshold qualifies simulated';
  return csv(
    columns.split(' '),
    projects.map((row) => [
      ...[row.projectId, row.track, row.placeCodes.toSorted().join(' '), `${row.from}/${row.to}`],
      ...[row.opening, row.counted, `1:${row.sampleEvery}`, row.toDate],
      ...[row.threshold?.value ?? null, row.qualifies, row.simulated],
    ]),
  );
}

function flowsCsv({ flows }: ReportModel): string {
  return csv(
    ['product', 'origin_county', 'destination', 'direction', 'day', 'parcels'],
    flows.map((row) => [
      ...[row.product, row.originCounty, row.destination, row.direction, row.day],
      row.parcels,
    ]),
  );
}

function reportJson(model: ReportModel): object {
  const { scenario, totals } = model;
  return {
    scenario: {
      scope: scenario.scope,
      name: model.scopeName,
      weeks: scenario.weeks,
      sample: `1:${scenario.sampleEvery}`,
      from: model.from,
      simulated: model.simulated,
    },
    seed: scenario.seed,
    registerDate: model.registerDate,
    asOf: model.asOf,
    editions: model.editions,
    denominators: [...DENOMINATORS],
    indicators: Object.fromEntries(
      INDICATORS.map((indicator) => {
        const rows = model.rates.filter(
          (rate) => rate.indicator === indicator && rate.code === scenario.scope,
        );
        const [main, ...others] = DENOMINATORS.map((name) =>
          rows.find((row) => row.denominatorName === name),
        );
        if (main === undefined) return [indicator, null];
        const byOthers = others.flatMap((row) => (row ? [indicatorJson(row)] : []));
        return [indicator, { ...indicatorJson(main), otherDenominators: byOthers }];
      }),
    ),
    restated: model.restatements.map(({ indicator, own, restated, carried, summary }) => ({
      ...{ indicator, own, restated, carried, summary },
    })),
    projects: model.projects.map((row) => ({
      project: row.projectId,
      name: row.name,
      track: row.track,
      placeCodes: row.placeCodes,
      from: row.from,
      to: row.to,
      periodState: row.periodState,
      opening: row.opening,
      counted: row.counted,
      sampleEvery: row.sampleEvery,
      toDate: row.toDate,
      threshold: row.threshold,
      qualifies: row.qualifies,
      simulated: row.simulated,
    })),
    exceptions: Object.fromEntries(model.exceptions.map(({ kind, count }) => [kind, count])),
    totals,
  };
}

function indicatorJson(row: RateRow): object {
  const counts: Record<(typeof COVERAGE_STATES)[number], number> = {
    excluded: row.excluded,
    observed: row.observed,
    contradicted: row.contradicted,
    'declared-only': row.declaredOnly,
    'not-served': row.notServed,
    unknown: row.unknown,
  };
  return {
    denominatorName: row.denominatorName,
    denominator: row.denominator,
    declared: row.declared,
    observed: row.observed,
    measured: row.measured,
    byState: counts,
    simulated: row.simulated,
  };
}
