import { fnv1a32, mix32, parseInstant } from '@youlu/vocabulary';
import type { NetworkRows } from '../../network/rows/network-rows';
import { naiveArrivals } from '../../testing/naive-search';
import { buildPlanningNetwork } from './planning-network';
import { RoutePlanner, type Leg } from './route-planner';
import { NetworkBuilder, provinceNetwork, tangledNetwork } from '../../testing/sample-network';

const at = (iso: string): number => parseInstant(iso) as number;
const MONDAY = at('2020-09-07T00:00:00+08:00');

function plannerOf(rows: NetworkRows) {
  const network = buildPlanningNetwork(rows);
  const planner = new RoutePlanner(network);
  const indexOf = new Map(network.nodes.map((node, index) => [node.nodeId, index]));
  const route = (from: string, to: string, readyAt: number) =>
    planner.route(indexOf.get(from) as number, indexOf.get(to) as number, readyAt);
  return { planner, route, nodeIds: network.nodes.map((node) => node.nodeId) };
}

/** 1,000 random pairs and moments: the planner arrives exactly when the naive search does. */
function expectSameArrivals(rows: NetworkRows, seed: string) {
  const { route, nodeIds } = plannerOf(rows);
  const draw = (key: string, below: number) => mix32(fnv1a32(`${seed}|${key}`)) % below;
  let reached = 0;
  for (let origin = 0; origin < 50; origin++) {
    const first = draw(`from${origin}`, nodeIds.length);
    const from = nodeIds[first] as string;
    const readyAt = MONDAY + draw(`ready${origin}`, 21 * 86_400) * 1000;
    const expected = naiveArrivals(rows, from, readyAt);
    for (let k = 0; k < 20; k++) {
      const away = 1 + draw(`to${origin}.${k}`, nodeIds.length - 1);
      const to = nodeIds[(first + away) % nodeIds.length] as string;
      const legs = route(from, to, readyAt);
      expect([from, to, readyAt, legs?.at(-1)?.arriveAt]).toEqual([
        from,
        to,
        readyAt,
        expected.get(to),
      ]);
      if (legs) expectRideable(rows, legs, from, to, readyAt);
      reached += legs ? 1 : 0;
    }
  }
  return reached;
}

/** A plan is a chain of rides, each after the handling of the one before. */
function expectRideable(rows: NetworkRows, legs: Leg[], from: string, to: string, ready: number) {
  const handling = new Map(rows.nodes.map((n) => [n.nodeId, n.handlingMinutes * 60_000]));
  let [place, free] = [from, ready];
  for (const leg of legs) {
    expect(leg.fromNodeId).toBe(place);
    expect(leg.departAt).toBeGreaterThanOrEqual(free);
    expect(leg.arriveAt).toBeGreaterThan(leg.departAt);
    [place, free] = [leg.toNodeId, leg.arriveAt + (handling.get(leg.toNodeId) as number)];
  }
  expect(place).toBe(to);
}

const SMALL_PROVINCE = {
  sortingPerHub: 2,
  countiesPerSorting: 1,
  stationsPerCounty: 2,
  villagesPerStation: 2,
  gateways: 3,
};

describe('a plan arrives exactly when a naive search does', () => {
  it('on a tangled network with dated trips, closing nodes and overtaking rides', () => {
    expect(expectSameArrivals(tangledNetwork(40, 3, 'a'), 'pairs')).toBeGreaterThan(500);
  });

  it('on a sparse network, where trees hang on several cores', () => {
    expect(expectSameArrivals(tangledNetwork(60, 1, 'b'), 'pairs')).toBeGreaterThan(20);
  });

  it('on a small province: hubs, sorting centres, counties, stations, villages by trip or round', () => {
    expect(expectSameArrivals(provinceNetwork(SMALL_PROVINCE, 'c'), 'pairs')).toBeGreaterThan(900);
  });
});

describe('a plan', () => {
  const line = () =>
    new NetworkBuilder()
      .node('village', 'village', '653024203200')
      .node('station', 'station', '653024203', { handlingMinutes: 60 })
      .node('county', 'county', '653024', { handlingMinutes: 240 })
      .node('hub', 'hub', '653101')
      .pair('station', 'village', [1, 3, 5], 540, 60)
      .pair('county', 'station', [1, 2, 3, 4, 5, 6, 7], 480, 120)
      .pair('hub', 'county', [1, 2, 3, 4, 5, 6, 7], 0, 180);

  it('waits for each trip and is handled at each change', () => {
    const { route } = plannerOf(line());
    expect(route('hub', 'village', at('2020-09-07T00:00:01+08:00'))).toEqual([
      // the trip of Monday midnight has left a second ago
      leg('hub', 'county', '2020-09-08T00:00', '2020-09-08T03:00'),
      leg('county', 'station', '2020-09-08T08:00', '2020-09-08T10:00'),
      leg('station', 'village', '2020-09-09T09:00', '2020-09-09T10:00'),
    ]);
  });

  it('catches a trip that leaves the minute the parcel is ready', () => {
    const { route } = plannerOf(line());
    const legs = route('hub', 'county', MONDAY);
    expect(legs).toEqual([leg('hub', 'county', '2020-09-07T00:00', '2020-09-07T03:00')]);
  });

  it('rolls into the next week', () => {
    const { route } = plannerOf(line());
    const legs = route('station', 'village', at('2020-09-11T09:01:00+08:00')); // a Friday
    expect(legs).toEqual([leg('station', 'village', '2020-09-14T09:00', '2020-09-14T10:00')]);
  });

  it('takes the later, faster ride where it overtakes', () => {
    const rows = new NetworkBuilder()
      .node('a', 'hub', '650100')
      .node('b', 'hub', '650200')
      .trip('a', 'b', [1], 60, 2000)
      .trip('a', 'b', [1], 120, 100);
    const { route } = plannerOf(rows);
    expect(route('a', 'b', MONDAY)).toEqual([
      leg('a', 'b', '2020-09-07T02:00', '2020-09-07T03:40'),
    ]);
  });

  it('finds the way round that arrives before the direct ride, though every node is reached', () => {
    const rows = new NetworkBuilder()
      .node('a', 'hub', '650100')
      .node('b', 'hub', '650200', { handlingMinutes: 0 })
      .node('c', 'hub', '650300', { handlingMinutes: 0 })
      .trip('a', 'c', [1], 60, 5000)
      .trip('a', 'b', [1], 120, 60)
      .trip('b', 'c', [1], 360, 60);
    const { route } = plannerOf(rows);
    expect(route('a', 'c', MONDAY)).toEqual([
      leg('a', 'b', '2020-09-07T02:00', '2020-09-07T03:00'),
      leg('b', 'c', '2020-09-07T06:00', '2020-09-07T07:00'),
    ]);
  });

  it('has no legs from a node to itself, and there is none where nothing goes', () => {
    const rows = line().node('island', 'station', '653024299');
    const { route } = plannerOf(rows);
    expect(route('hub', 'hub', MONDAY)).toEqual([]);
    expect(route('hub', 'island', MONDAY)).toBeUndefined();
    expect(route('island', 'hub', MONDAY)).toBeUndefined();
  });

  it('does not use what no longer runs, and gives up after eight weeks', () => {
    const rows = new NetworkBuilder()
      .node('a', 'hub', '650100')
      .node('b', 'hub', '650200')
      .trip('a', 'b', [1], 60, 60, { to: '2020-09-07' })
      .trip('a', 'b', [1], 90, 60, { from: '2020-11-09' });
    const { route } = plannerOf(rows);
    expect(route('a', 'b', at('2020-08-31T01:00:00+08:00'))?.[0]).toEqual(
      leg('a', 'b', '2020-08-31T01:00', '2020-08-31T02:00'),
    );
    expect(route('a', 'b', MONDAY)).toBeUndefined();
    expect(route('a', 'b', at('2020-09-15T00:00:00+08:00'))?.[0]).toEqual(
      leg('a', 'b', '2020-11-09T01:30', '2020-11-09T02:30'),
    );
  });

  it('is the same whatever the order of the rows and whatever was planned before', () => {
    const rows = provinceNetwork(SMALL_PROVINCE, 'order');
    const turned = {
      nodes: [...rows.nodes].reverse(),
      links: [...rows.links].reverse(),
      timetables: [...rows.timetables].reverse(),
      rounds: [...rows.rounds].reverse(),
    };
    const [a, b] = [plannerOf(rows), plannerOf(turned)];
    const queries = a.nodeIds.flatMap((from, i) =>
      a.nodeIds
        .filter((_, k) => (i + k) % 7 === 0)
        .map((to) => [from, to, MONDAY + i * 7_700_000] as const),
    );
    const forwards = queries.map((query) => a.route(...query));
    const backwards = [...queries].reverse().map((query) => b.route(...query));
    expect(backwards.reverse()).toEqual(forwards);
  });
});

function leg(fromNodeId: string, toNodeId: string, depart: string, arrive: string): Leg {
  const departAt = at(`${depart}:00+08:00`);
  return { fromNodeId, toNodeId, departAt, arriveAt: at(`${arrive}:00+08:00`) };
}
