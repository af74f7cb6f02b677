import { type Day, INDICATORS, type Indicator, addDays } from '@youlu/vocabulary';
import { wrongSums } from './children-sum';
import { PublicApi } from './public-api.client';
import {
  EXCEPTION_KINDS,
  type ExceptionGroup,
  type FlowRow,
  type ProjectRow,
  type RateRow,
  type ReportModel,
  type ReportScenario,
  type Totals,
  type UnitRow,
  type VolumeSum,
} from './report-model';
import type { ServiceUrls } from './service-urls';

/** The first day of the simulated period (product rule: ISO weeks 36–39 of 2020). */
const FIRST_DAY: Day = '2020-08-31';
const DENOMINATOR = 'strict-2020';
const PLACES_SHOWN = 5;
/** Joins the parts of a sort key; lower than any character, so that a code stands before its children. */
const THEN = '\u0000';

/** Reads every figure once; refuses to go on when children do not sum to their parents. */
export async function gatherReport(
  urls: ServiceUrls,
  scenario: ReportScenario,
  summary: Readonly<Record<string, number>>,
): Promise<ReportModel> {
  const api = new PublicApi(urls);
  const period = periodOf(scenario);
  const asOf = addDays(period.to, -1);
  const rates = await readRates(api, scenario.scope, asOf);
  const wrong = wrongSums(rates);
  if (wrong.length > 0) throw new Error(`Figures that do not add up:\n${wrong.join('\n')}`);
  const top = rates.find((row) => row.code === scenario.scope);
  if (top === undefined) throw new Error(`No rates for ${scenario.scope}: was it imported?`);
  const units = await readUnits(api, scenario.scope, asOf);
  const projects = await api.all<ProjectRow>('orders', '/v1/projects', { asOf });
  const flows = await api.all<FlowRow>('orders', '/v1/flows', period);
  return {
    scenario,
    registerDate: top.registerDate,
    asOf,
    from: period.from,
    denominatorName: DENOMINATOR,
    editions: editionsOf(rates),
    scopeName: top.name,
    rates: sorted(rates, (row) => row.code + THEN + row.indicator),
    units: sorted(units, (row) => row.code + THEN + row.indicator),
    projects: sorted(projects, (row) => row.projectId),
    flows: sorted(flows, flowKey),
    volumes: await readVolumes(api, { ...period, place: scenario.scope }),
    exceptions: await readExceptions(api, scenario.scope, asOf),
    names: await readNames(api, asOf, [...rates, ...units]),
    totals: await readTotals(api, summary),
    simulated: rates.some((row) => row.simulated) || projects.some((row) => row.simulated),
  };
}

/** As lists take it: `to` is the day after the last. */
function periodOf({ weeks, from, to }: ReportScenario): { from: Day; to: Day } {
  if (from !== undefined && to !== undefined) return { from, to };
  return { from: FIRST_DAY, to: addDays(FIRST_DAY, weeks * 7) };
}

const flowKey = (row: FlowRow): string =>
  [row.product, row.originCounty, row.destination, row.direction, row.day].join(THEN);

/** By plain code points, so that the order is the same on every machine. */
function sorted<T>(rows: T[], keyOf: (row: T) => string): T[] {
  const keyed = rows.map((row) => ({ row, key: keyOf(row) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
  return keyed.map(({ row }) => row);
}

/** The levels from the scope down to townships. */
function levelsUnder(scope: string): RateRow['level'][] {
  if (scope.length === 2) return ['region', 'prefecture', 'group', 'county', 'unit4'];
  if (scope.length === 4) return ['prefecture', 'group', 'county', 'unit4'];
  return ['county', 'unit4'];
}

async function readRates(api: PublicApi, unit: string, asOf: Day): Promise<RateRow[]> {
  const rows: RateRow[] = [];
  for (const indicator of INDICATORS) {
    for (const level of levelsUnder(unit)) {
      const query = { indicator, unit, level, asOf, denominator: DENOMINATOR };
      rows.push(...(await api.all<RateRow>('coverage', '/v1/coverage/rates', query)));
    }
  }
  return rows;
}

async function readUnits(api: PublicApi, unit: string, asOf: Day): Promise<UnitRow[]> {
  const rows: UnitRow[] = [];
  for (const indicator of INDICATORS) {
    const query = { indicator, unit, asOf, denominator: DENOMINATOR };
    rows.push(...(await api.all<UnitRow>('coverage', '/v1/coverage/units', query)));
  }
  return rows;
}

function editionsOf(rates: RateRow[]): Record<Indicator, string> {
  const editionOf = (indicator: Indicator): string =>
    rates.find((row) => row.indicator === indicator)?.edition ?? '';
  return {
    'township-outlet': editionOf('township-outlet'),
    'village-express': editionOf('village-express'),
    'village-direct-mail': editionOf('village-direct-mail'),
  };
}

/** Names of places and products, for people; files carry codes. */
async function readNames(
  api: PublicApi,
  asOf: Day,
  known: { code: string; name: string }[],
): Promise<Map<string, string>> {
  const query = { indicator: 'township-outlet', unit: '65', level: 'county', asOf };
  const counties = await api.all<RateRow>('coverage', '/v1/coverage/rates', query);
  const products = await api.all<{ productId: string; name: string }>('orders', '/v1/products');
  return new Map([
    ...products.map(({ productId, name }) => [productId, name] as const),
    ...[...counties, ...known].map(({ code, name }) => [code, name] as const),
  ]);
}

async function readVolumes(
  api: PublicApi,
  query: { place: string; from: Day; to: Day },
): Promise<VolumeSum[]> {
  const cells = await api.all<VolumeSum>('tracking', '/v1/volumes', query);
  const sums = new Map<string, VolumeSum>();
  for (const { direction, kind, parcels } of cells) {
    const key = `${direction}|${kind}`;
    const sum = sums.get(key) ?? { direction, kind, parcels: 0 };
    sum.parcels += parcels;
    sums.set(key, sum);
  }
  return sorted([...sums.values()], (sum) => sum.direction + THEN + sum.kind);
}

async function readExceptions(api: PublicApi, place: string, asOf: Day): Promise<ExceptionGroup[]> {
  const groups: ExceptionGroup[] = [];
  for (const kind of EXCEPTION_KINDS) {
    const items = await api.all<{ placeCode?: string }>('tracking', '/v1/exceptions', {
      kind,
      place,
      asOf,
    });
    const counts = new Map<string, number>();
    for (const { placeCode = '' } of items) counts.set(placeCode, (counts.get(placeCode) ?? 0) + 1);
    const places = sorted(
      [...counts].map(([placeCode, count]) => ({ placeCode, count })),
      ({ placeCode, count }) => String(1e9 - count).padStart(10, '0') + THEN + placeCode,
    );
    groups.push({ kind, count: items.length, places: places.slice(0, PLACES_SHOWN) });
  }
  return groups;
}

/** What the doors took is the simulator's count, as only the sender knows each row once. */
async function readTotals(
  api: PublicApi,
  summary: Readonly<Record<string, number>>,
): Promise<Totals> {
  const orders = await api.get<{ shipments: number }>('orders', '/v1/orders/totals');
  const routing = await api.get<{ visitsStored: number }>('routing', '/v1/routing/totals');
  const tracking = await api.get<{
    parcels: number;
    scansStored: number;
    scansParked: number;
    byState: Record<string, number>;
  }>('tracking', '/v1/tracking/totals');
  const counted = (name: string): number => summary[name] ?? 0;
  return {
    scans: {
      accepted: counted('scansAccepted'),
      stored: tracking.scansStored,
      rejected: counted('scansRejected'),
      parked: tracking.scansParked,
    },
    visits: {
      accepted: counted('visitsAccepted'),
      stored: routing.visitsStored,
      rejected: counted('visitsRejected'),
      parked: 0, // a visit is written by the door itself, with nothing between
    },
    parcels: tracking.parcels,
    shipments: orders.shipments,
    parcelsByState: Object.fromEntries(
      sorted(Object.entries(tracking.byState), ([state]) => state),
    ),
  };
}
