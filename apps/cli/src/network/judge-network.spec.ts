import { judgeNetwork, type NetworkLines } from './judge-network';
import { judgePlaces, judgeReferences } from './judge-places';
import type { NodeLine, RoundLine, RouteLine } from './network-kinds';
import { routeRows } from './network-rows';

const EMPTY: NetworkLines = { nodes: [], links: [], timetables: [], routes: [], rounds: [] };
const numbered = <Row>(...rows: Row[]) => rows.map((row, i) => ({ line: i + 2, row }));
const node = (more: Partial<NodeLine> = {}): NodeLine => ({
  id: 'n-1',
  name: '站',
  tier: 'station',
  placeCode: '991101100',
  handlingMinutes: 30,
  from: '2026-01-01',
  to: undefined,
  ...more,
});
const route = (more: Partial<RouteLine> = {}): RouteLine => ({
  id: 'r-1',
  fromNodeId: 'n-1',
  toNodeId: 'n-2',
  distanceKm: 30,
  weekdays: [1, 3],
  depart: 540,
  travelMinutes: 60,
  returnDepart: undefined,
  from: '2026-01-01',
  to: undefined,
  ...more,
});
const round = (more: Partial<RoundLine> = {}): RoundLine => ({
  id: 'o-1',
  placeCode: '991101100200',
  stationNodeId: 'n-1',
  weekdays: [1, 3],
  from: '2026-01-01',
  to: undefined,
  ...more,
});
const codesOf = (lines: Partial<NetworkLines>) =>
  judgeNetwork({ ...EMPTY, ...lines }).faults.map((fault) => [fault.line, fault.field, fault.code]);

describe('a network', () => {
  it.each<[string, Partial<NetworkLines>, unknown[]]>([
    ['a node twice', { nodes: numbered(node(), node()) }, [[3, 'id', 'id-repeated']]],
    [
      'a node that never opens',
      { nodes: numbered(node({ to: '2026-01-01' })) },
      [[2, 'to', 'period-empty']],
    ],
    [
      'a way to itself',
      { routes: numbered(route({ toNodeId: 'n-1' })) },
      [[2, 'toNodeId', 'same-node']],
    ],
    [
      'a flying van',
      { routes: numbered(route({ distanceKm: 900 })) },
      [[2, 'travelMinutes', 'too-fast']],
    ],
    [
      'a way back nobody can tell',
      { routes: numbered(route({ depart: 1_400, travelMinutes: 100 })) },
      [[2, 'returnDepart', 'return-unclear']],
    ],
    [
      'two rounds to one village on one day',
      { rounds: numbered(round(), round({ id: 'o-2', weekdays: [3], from: '2027-01-01' })) },
      [[3, 'weekdays', 'periods-overlap']],
    ],
  ])('is told of %s', (_name, lines, expected) => {
    expect(codesOf(lines)).toEqual(expected);
  });

  it('takes rounds that follow each other', () => {
    const rounds = numbered(round({ to: '2026-06-01' }), round({ id: 'o-2', from: '2026-06-01' }));
    expect(codesOf({ rounds })).toEqual([]);
  });

  it('makes of a route a way there and a way back, each with its timetable', () => {
    const { links, timetables } = routeRows({ line: 7, row: route() });
    expect(links.map(({ row }) => [row.linkId, row.fromNodeId, row.toNodeId])).toEqual([
      ['r-1.out', 'n-1', 'n-2'],
      ['r-1.back', 'n-2', 'n-1'],
    ]);
    expect(timetables.map(({ line, row }) => [line, row.linkId, row.departMinute])).toEqual([
      [7, 'r-1.out', 540],
      [7, 'r-1.back', 600],
    ]);
  });

  it('knows its own places; a gateway may lead where no own register reaches', () => {
    const lines = {
      ...EMPTY,
      nodes: numbered(node(), node({ id: 'n-2', tier: 'gateway', placeCode: '11' })),
      rounds: numbered(round()),
    };
    const { good, faults } = judgePlaces(lines, (code) => code === '991101100');
    expect(good.nodes).toHaveLength(2);
    expect(faults).toMatchObject([{ line: 2, field: 'placeCode', code: 'place-unknown' }]);
  });

  it('loses what leads to a node that is not there', () => {
    const lines = { ...EMPTY, routes: numbered(route()), rounds: numbered(round()) };
    const { good, faults } = judgeReferences(lines, (id) => id === 'n-1');
    expect(good.rounds).toHaveLength(1);
    expect(faults).toMatchObject([{ line: 2, field: 'toNodeId', code: 'unknown-node' }]);
  });
});
