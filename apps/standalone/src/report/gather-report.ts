import { type Day, type Indicator, addDays } from '@youlu/vocabulary';
import { wrongSums } from './children-sum';
import { PublicApi } from './public-api.client';
import { readModes, readRates, readUnits } from './read-coverage';
import { readRestatements } from './read-restatement';
import { readExceptions, readTotals, readVolumes } from './read-operations';
import type { ReportLanguage } from './report-language';
import type {
  FlowMatrixRow,
  FlowRow,
  ProjectRow,
  RateRow,
  ReportModel,
  ReportScenario,
} from './report-model';
import type { ServiceUrls } from './service-urls';
import { THEN, sorted } from './sorted';

/** The first day of the simulated period (ISO weeks 36–39 of 2020). */
const FIRST_DAY: Day = '2020-08-31';

/** Reads every figure once; refuses to go on when children do not sum to their parents. */
export async function gatherReport(
  urls: ServiceUrls,
  scenario: ReportScenario,
  summary: Readonly<Record<string, number>>,
  lang: ReportLanguage,
): Promise<ReportModel> {
  const api = new PublicApi(urls);
  const { scope } = scenario;
  const period = periodOf(scenario);
  const asOf = addDays(period.to, -1);
  // What different services read goes side by side; each service is asked one thing after another.
  const [coverage, orders, operations] = await Promise.all([
    readCoverage(api, scope, asOf, lang),
    readOrders(api, asOf, period),
    readOperations(api, scope, asOf, period),
  ]);
  const { rates, units, modes, restatements, top, counties } = coverage;
  const { projects, flows, flowMatrix, products } = orders;
  return {
    scenario,
    registerDate: top.registerDate,
    asOf,
    from: period.from,
    editions: editionsOf(rates),
    scopeName: top.name,
    rates: sorted(rates, (row) => [row.code, row.indicator, row.denominatorName].join(THEN)),
    units: sorted(units, (row) => row.code + THEN + row.indicator),
    modes: sorted(modes, (row) => row.mode),
    restatements,
    projects: sorted(projects, (row) => row.projectId),
    flows: sorted(flows, flowKey),
    flowMatrix: sorted(flowMatrix, matrixKey),
    ...operations,
    names: new Map([
      ...products.map(({ productId, name }) => [productId, name] as const),
      ...[...counties, ...rates, ...units].map(({ code, name }) => [code, name] as const),
    ]),
    totals: await readTotals(api, summary),
    simulated: rates.some((row) => row.simulated) || projects.some((row) => row.simulated),
  };
}

/** As lists take it: `to` is the day after the last. */
function periodOf({ weeks, from, to }: ReportScenario): { from: Day; to: Day } {
  if (from !== undefined && to !== undefined) return { from, to };
  return { from: FIRST_DAY, to: addDays(FIRST_DAY, weeks * 7) };
}

async function readCoverage(api: PublicApi, scope: string, asOf: Day, lang: ReportLanguage) {
  const rates = await readRates(api, scope, asOf);
  const wrong = wrongSums(rates);
  if (wrong.length > 0) throw new Error(`Figures that do not add up:\n${wrong.join('\n')}`);
  const top = rates.find((row) => row.code === scope);
  if (top === undefined) throw new Error(`No rates for ${scope}: was it imported?`);
  const units = await readUnits(api, scope, asOf, lang);
  const modes = await readModes(api, scope, asOf);
  const restatements = await readRestatements(api, scope, asOf, top.registerDate);
  // Names of counties outside the scope too, for flows; files carry codes.
  const query = { indicator: 'township-outlet', unit: '65', level: 'county', asOf };
  const counties = await api.all<RateRow>('coverage', '/v1/coverage/rates', query);
  return { rates, units, modes, restatements, top, counties };
}

async function readOrders(api: PublicApi, asOf: Day, period: { from: Day; to: Day }) {
  return {
    projects: await api.all<ProjectRow>('orders', '/v1/projects', { asOf }),
    products: await api.all<{ productId: string; name: string }>('orders', '/v1/products'),
    flows: await api.all<FlowRow>('orders', '/v1/flows', period),
    flowMatrix: await api.all<FlowMatrixRow>('orders', '/v1/flow-matrix', period),
  };
}

async function readOperations(
  api: PublicApi,
  scope: string,
  asOf: Day,
  period: { from: Day; to: Day },
) {
  return {
    volumes: await readVolumes(api, { ...period, place: scope }),
    exceptions: await readExceptions(api, scope, asOf),
  };
}

const flowKey = (row: FlowRow): string =>
  [row.product, row.originCounty, row.destination, row.direction, row.day].join(THEN);

const matrixKey = (row: FlowMatrixRow): string =>
  [row.product, row.originCounty, row.destinationProvince, row.week].join(THEN);

function editionsOf(rates: RateRow[]): Record<Indicator, string> {
  const editionOf = (indicator: Indicator): string =>
    rates.find((row) => row.indicator === indicator)?.edition ?? '';
  return {
    'township-outlet': editionOf('township-outlet'),
    'village-express': editionOf('village-express'),
    'village-direct-mail': editionOf('village-direct-mail'),
  };
}
