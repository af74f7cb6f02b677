import type { Indicator } from '@youlu/vocabulary';
import type {
  ProjectRow,
  RateRow,
  ReportModel,
  RestatementRow,
  UnitRow,
} from '../report/report-model';

export function sampleRate(code: string, counts: Partial<RateRow> = {}): RateRow {
  return {
    code,
    name: code.length === 6 ? '乌恰县' : '乌恰镇',
    level: code.length === 6 ? 'county' : 'unit4',
    indicator: 'village-express',
    edition: '2020',
    denominatorName: 'strict-2020',
    registerDate: '2020-06-30',
    asOf: '2020-09-27',
    denominator: 0,
    declared: 0,
    observed: 0,
    declaredOnly: 0,
    contradicted: 0,
    notServed: 0,
    unknown: 0,
    excluded: 0,
    measured: { numerator: 0, denominator: 0 },
    simulated: true,
    ...counts,
  };
}

export function sampleUnit(code: string, counts: Partial<UnitRow> = {}): UnitRow {
  return {
    code,
    name: '巴音库鲁提村',
    level: 'village',
    kind: 'admin_village',
    parentCode: code.slice(0, 9),
    indicator: 'village-express',
    state: 'observed',
    rule: 'evidence-in-window',
    reason: '窗口内有包裹在村交接',
    undeclared: false,
    declaredFrom: '2020-01-01',
    firstEvidenceAt: '2020-09-01T10:00:00+08:00',
    lastEvidenceAt: '2020-09-20T10:00:00+08:00',
    evidenceCount: 5,
    ...counts,
  };
}

export function sampleProject(counts: Partial<ProjectRow> = {}): ProjectRow {
  const project = { ...PROJECT, ...counts };
  const toDate = project.opening + project.counted * project.sampleEvery;
  const { threshold } = project;
  return { ...project, toDate, qualifies: threshold && toDate > threshold.value };
}

const PROJECT: ProjectRow = {
  projectId: 'p-1',
  name: '乌恰羊, "黑羊"',
  track: 'place',
  productId: 'black-sheep',
  placeCodes: ['653024', '653022'],
  from: '2020-01-01',
  to: '2021-01-01',
  opening: 99_000,
  counted: 1_000,
  sampleEvery: 1,
  toDate: 100_000,
  threshold: { value: 100_000, source: '2020' },
  qualifies: false,
  periodState: 'open',
  simulated: true,
};

const EDITIONS: Record<Indicator, string> = {
  'township-outlet': '2020',
  'village-express': '2020',
  'village-direct-mail': '2020',
};

/** One village that was recoded and stays, and one that was abolished. */
function sampleRestatement(): RestatementRow {
  const effect = { denominator: -1, declared: 0, observed: 0 };
  const explained = { explainedBy: 'changes' as const, kinds: ['abolish'] };
  const name = '巴音库鲁提村';
  return {
    indicator: 'village-express',
    own: { registerDate: '2020-06-30', denominator: 2, declared: 1, observed: 1 },
    restated: { registerDate: '2023-06-30', denominator: 1, declared: 1, observed: 1 },
    carried: { unchanged: 0, byKind: { recode: 1 } },
    summary: [{ ...explained, differences: 1, effect }],
    differences: [
      {
        ...explained,
        before: [{ code: '653024100201', name, state: 'not-served', declared: false }],
        after: [],
        uncountedBefore: [],
        uncountedAfter: [],
        effect,
      },
    ],
  };
}

/** A county with one township, two villages and one project that stands exactly at its threshold. */
export function sampleReportModel(): ReportModel {
  const measured = { numerator: 1, denominator: 1 };
  const counts = { denominator: 2, declared: 1, observed: 1, notServed: 1, measured };
  return {
    scenario: { scope: '653024', seed: 'youlu', weeks: 4, sampleEvery: 1 },
    registerDate: '2020-06-30',
    asOf: '2020-09-27',
    from: '2020-08-31',
    editions: EDITIONS,
    scopeName: '乌恰县',
    rates: ['653024', '653024100'].flatMap((code) =>
      (['excl-xpcc-cities', 'strict-2020'] as const).map((denominatorName) =>
        sampleRate(code, { ...counts, denominatorName }),
      ),
    ),
    units: [
      sampleUnit('653024100200'),
      sampleUnit('653024100201', {
        state: 'not-served',
        rule: 'filing-complete-not-declared',
        declaredFrom: null,
        firstEvidenceAt: null,
        lastEvidenceAt: null,
        evidenceCount: 0,
      }),
    ],
    projects: [PROJECT],
    flows: [
      {
        product: 'black-sheep',
        originCounty: '653024',
        destination: '31',
        direction: 'outbound',
        day: '2020-09-01',
        parcels: 7,
        simulated: true,
      },
    ],
    flowMatrix: [],
    modes: [],
    restatements: [sampleRestatement()],
    volumes: [{ day: '2020-09-01', direction: 'inbound', kind: 'delivered', parcels: 12 }],
    exceptions: [{ kind: 'misdirected', count: 3, places: [{ placeCode: '653024', count: 3 }] }],
    names: new Map([
      ['653024', '乌恰县'],
      ['653024100', '乌恰镇'],
    ]),
    totals: {
      scans: { accepted: 100, stored: 98, rejected: 1, parked: 0 },
      visits: { accepted: 10, stored: 10, rejected: 0, parked: 0 },
      parcels: 12,
      shipments: 12,
      parcelsByState: { delivered: 12 },
    },
    simulated: true,
  };
}
