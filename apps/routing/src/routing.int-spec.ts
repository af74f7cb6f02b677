import { ShipmentsChanged, type ShipmentSnapshot } from '@youlu/contracts';
import type { BatchAnswer } from '@youlu/http';
import { checkMigrationRoundTrip } from '@youlu/testing';
import { parseInstant } from '@youlu/vocabulary';
import type { ItineraryView } from './itineraries/itinerary.query';
import type { NodeView } from './network/network.query';
import { routingDefinition } from './routing.persistence';
import { RunningRouting } from './testing/running-routing';

jest.setTimeout(60_000);

const OPEN = { opensOn: '2020-01-01', simulated: true };
const node = (nodeId: string, tier: string, placeCode: string, handlingMinutes = 60) => ({
  ...{ nodeId, tier, placeCode, handlingMinutes, name: nodeId },
  ...OPEN,
});
const nodes = [
  node('gateway-11', 'gateway', '110000', 0),
  node('county-653024', 'county', '653024', 240),
  node('station-653024203', 'station', '653024203'),
  node('village-653024203200', 'village', '653024203200'),
];
const link = (fromNodeId: string, toNodeId: string) => ({
  ...{ linkId: `${fromNodeId}..${toNodeId}`, fromNodeId, toNodeId, distanceKm: 38.5 },
  simulated: true,
});
const links = [
  link('gateway-11', 'county-653024'),
  link('county-653024', 'station-653024203'),
  link('county-653024', 'gateway-11'),
  link('station-653024203', 'county-653024'),
];
const timetables = links.map(({ linkId }, i) => ({
  timetableId: `t-${linkId}`,
  linkId,
  weekdays: [7, 6, 5, 4, 3, 2, 1],
  departMinute: 480 + 60 * i,
  travelMinutes: 90,
  from: '2020-01-01',
  simulated: true,
}));
const round = {
  roundId: 'round-653024203200',
  villageCode: '653024203200',
  stationNodeId: 'station-653024203',
  weekdays: [1, 3, 5],
  from: '2020-01-01',
  simulated: true,
};
const at = (iso: string) => parseInstant(`${iso}+08:00`) as number;
const inbound: ShipmentSnapshot = {
  ...ShipmentsChanged.example,
  direction: 'inbound',
  originCode: '110105',
  destinationCode: '653024203200',
  readyAt: at('2020-09-07T06:00:00'), // a Monday
};

describe('routing', () => {
  let routing: RunningRouting;
  const count = async (table: string) =>
    (await routing.db.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))[0]?.n;

  beforeAll(async () => {
    routing = await RunningRouting.start();
  });
  afterAll(() => routing?.stop());

  it('has migrations that go up, down and up again', async () => {
    await expect(checkMigrationRoundTrip(routingDefinition)).resolves.toBeUndefined();
  });

  it('takes the network row by row and says what to do about the rest', async () => {
    const first = await routing.post<BatchAnswer>('/v1/nodes', {
      nodes: [...nodes, { ...nodes[0], tier: 'moon' }],
    });
    expect(first.status).toBe(200);
    expect([first.body.accepted, first.body.rejected]).toEqual([4, 1]);
    expect(first.body.rejections[0]).toMatchObject({ index: 4, field: 'tier' });

    const stray = link('county-653024', 'station-653024999');
    const second = await routing.post<BatchAnswer>('/v1/links', { links: [stray, ...links] });
    expect([second.body.accepted, second.body.rejections]).toEqual([
      4,
      [
        {
          index: 0,
          field: 'toNodeId',
          code: 'unknown-node',
          reason: 'toNodeId 所填的节点不存在。toNodeId names a node that is not known',
          fix: '请先以 POST /v1/nodes 发送该节点，再发送此行。Send the node to POST /v1/nodes first, then this row again.',
        },
      ],
    ]);
    const third = await routing.post<BatchAnswer>('/v1/timetables', { timetables });
    const fourth = await routing.post<BatchAnswer>('/v1/rounds', {
      rounds: [round, { ...round, roundId: 'r2', villageCode: '653024203' }],
    });
    expect(third.body.accepted).toBe(4);
    expect(fourth.body.rejections).toEqual([
      expect.objectContaining({ index: 1, field: 'villageCode', code: 'not-a-village' }),
    ]);
  });

  it('accepts the same rows again without a new version, and other content as the next', async () => {
    const again = await routing.post<BatchAnswer>('/v1/nodes', { nodes });
    expect(again.body.results).toEqual(
      nodes.map(({ nodeId }, index) => ({ index, id: nodeId, outcome: 'unchanged', version: 1 })),
    );
    const moved = { ...nodes[2], handlingMinutes: 30 };
    const changed = await routing.post<BatchAnswer>('/v1/nodes', { nodes: [moved] });
    expect(changed.body.results).toEqual([
      { index: 0, id: 'station-653024203', outcome: 'changed', version: 2 },
    ]);
    expect(await count('network_history')).toBe(4 + 1 + 4 + 4 + 1);
    await routing.rest();
    const told = routing.heard.nodes.filter(({ nodeId }) => nodeId === 'station-653024203');
    expect(told.map(({ version }) => version)).toEqual([1, 2]);
    expect(routing.heard.rounds).toEqual([{ ...round, to: null, version: 1 }]);
  });

  it('answers a repeated request with the same bytes', async () => {
    const body = { nodes: [node('station-653024204', 'station', '653024204')] };
    const [first, second] = [
      await routing.post('/v1/nodes', body, 'key-1'),
      await routing.post('/v1/nodes', body, 'key-1'),
    ];
    expect(second.text).toBe(first.text);
    expect((await routing.post('/v1/nodes', { nodes }, 'key-1')).status).toBe(422);
  });

  it('lists nodes by tier and place, page by page', async () => {
    type NodePage = { items: NodeView[]; nextCursor: string | null };
    const first = await routing.get<NodePage>('/v1/nodes?tier=station&place=653024&limit=1');
    expect(first.body.items.map(({ nodeId }) => nodeId)).toEqual(['station-653024203']);
    const cursor = first.body.nextCursor ?? '';
    const next = await routing.get<NodePage>(
      `/v1/nodes?tier=station&place=653024&limit=1&cursor=${cursor}`,
    );
    expect(next.body.items.map(({ nodeId }) => nodeId)).toEqual(['station-653024204']);
    expect(next.body.nextCursor).toBeNull();
    const one = await routing.get<NodeView>('/v1/nodes/station-653024203');
    expect(one.body).toMatchObject({ handlingMinutes: 30, version: 2, closesOn: null });
    expect((await routing.get('/v1/nodes/nowhere')).status).toBe(404);
  });

  it('plans a booked parcel, replaces the plan, and withdraws it', async () => {
    const path = `/v1/itineraries/${inbound.trackingNumber}`;
    expect((await routing.get(path)).status).toBe(404);
    await routing.publish([inbound]);
    await routing.rest();
    const planned = await routing.get<ItineraryView>(path);
    expect(planned.body).toMatchObject({
      version: 1,
      outcome: 'planned',
      reason: null,
      readyAt: '2020-09-07T06:00:00+08:00',
      nodeIds: ['gateway-11', 'county-653024', 'station-653024203', 'village-653024203200'],
      legs: [
        { departAt: '2020-09-07T08:00:00+08:00', arriveAt: '2020-09-07T09:30:00+08:00' },
        { departAt: '2020-09-08T09:00:00+08:00', arriveAt: '2020-09-08T10:30:00+08:00' },
        { departAt: '2020-09-09T09:00:00+08:00', arriveAt: '2020-09-09T11:00:00+08:00' },
      ],
      eta: '2020-09-09T11:00:00+08:00',
      simulated: true,
    });

    // A daily timetable to the village makes its mail round needless, for plans made from now on.
    const direct = link('station-653024203', 'village-653024203200');
    await routing.post('/v1/links', { links: [direct] });
    const trip = { ...timetables[0], timetableId: 'direct', linkId: direct.linkId };
    await routing.post('/v1/timetables', { timetables: [{ ...trip, departMinute: 900 }] });
    await routing.publish([{ ...inbound, version: 2 }]);
    await routing.rest();
    const replanned = await routing.get<ItineraryView>(path);
    expect([replanned.body.version, replanned.body.eta]).toEqual([2, '2020-09-08T16:30:00+08:00']);

    await routing.publish([
      { ...inbound, version: 3, state: 'cancelled', cancelledAt: inbound.readyAt },
    ]);
    await routing.publish([inbound]);
    await routing.rest();
    const { body } = await routing.get<ItineraryView>(path);
    expect([body.version, body.outcome, body.legs, body.eta]).toEqual([3, 'withdrawn', [], null]);
    const told = routing.heard.itineraries;
    expect(told.map(({ version, outcome }) => [version, outcome])).toEqual([
      [1, 'planned'],
      [2, 'planned'],
      [3, 'withdrawn'],
    ]);
  });

  it('says why there is no plan', async () => {
    const lost = { ...inbound, trackingNumber: 'LX000000016CN', destinationCode: '460000' };
    await routing.publish([lost]);
    await routing.rest();
    const { body } = await routing.get<ItineraryView>(`/v1/itineraries/${lost.trackingNumber}`);
    expect(body.outcome).toBe('no-destination-node');
    expect(body.reason).toContain('gateway');
  });

  it('stores a visit once, keeps another story beside it, and tells each once', async () => {
    const visit = {
      visitId: 'v-1',
      roundId: round.roundId,
      villageCode: round.villageCode,
      visitedAt: '2020-09-07T11:00:00+08:00',
      handoverPoint: 'village-point',
    };
    const sentAt = '2020-09-07T18:00:00+08:00';
    const bad = { ...visit, villageCode: '6530242032' };
    const body = { sentAt, visits: [visit, bad, visit] };
    const replies = [
      await routing.post('/v1/visits', body),
      await routing.post('/v1/visits', body),
      await routing.post('/v1/visits', { ...body, sentAt: '2020-09-08T18:00:00+08:00' }),
    ];
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
    expect(replies[0]?.body).toMatchObject({ accepted: 2, rejected: 1 });
    expect(await count('visits')).toBe(1);

    const other = { ...visit, visitedAt: '2020-09-07T12:00:00+08:00' };
    await routing.post('/v1/visits', { sentAt, visits: [other] });
    // Sent earlier than we thought: only the earliest sending can show a visit to be in the future.
    await routing.post('/v1/visits', { sentAt: '2020-09-07T11:30:00+08:00', visits: [visit] });
    expect(await count('visits')).toBe(2);
    await routing.rest();
    expect(routing.heard.visits.map(({ visitedAt, sentAt: sent }) => [visitedAt, sent])).toEqual([
      [at('2020-09-07T11:00:00'), at('2020-09-07T18:00:00')],
      [at('2020-09-07T12:00:00'), at('2020-09-07T18:00:00')],
      [at('2020-09-07T11:00:00'), at('2020-09-07T11:30:00')],
    ]);
  });

  it('says of a visit that it is simulated where its sender or its round does', async () => {
    const rounds = [
      { ...round, roundId: 'made-up' },
      { ...round, roundId: 'real', simulated: false },
    ];
    await routing.post('/v1/rounds', { rounds });
    const visit = (visitId: string, roundId: string, more: object = {}) => ({
      ...{ visitId, roundId, villageCode: '653024203201', handoverPoint: 'shop' },
      ...{ visitedAt: '2020-09-08T11:00:00+08:00', ...more },
    });
    const send = async (...visits: object[]): Promise<unknown[]> => {
      const before = routing.heard.visits.length;
      const sentAt = '2020-09-08T18:00:00+08:00';
      const { body } = await routing.post<BatchAnswer>('/v1/visits', { sentAt, visits });
      expect(body.rejected).toBe(0);
      await routing.rest();
      const heard = routing.heard.visits.slice(before);
      return heard
        .sort((a, b) => (a.visitId < b.visitId ? -1 : 1))
        .map(({ visitId, simulated }) => [visitId, simulated]);
    };
    const first = [
      visit('s-1', 'made-up', { simulated: false }),
      visit('s-2', 'real'),
      visit('s-3', 'real', { simulated: true }),
      visit('s-4', 'later'),
    ];
    // Left away where it is not so: those who do not know the field read the same as before.
    const told = ['s-1', true, 's-2', undefined, 's-3', true, 's-4', undefined];
    expect((await send(...first)).flat()).toEqual(told);
    await routing.post('/v1/rounds', { rounds: [{ ...round, roundId: 'later' }] });
    expect(await send(...first, visit('s-3', 'real'))).toEqual([['s-4', true]]);
    expect(await send(...first)).toEqual([]);
    const stored = await routing.db.query<{ visit_id: string }>(
      `SELECT visit_id FROM visits WHERE village_code = '653024203201' AND simulated ORDER BY 1`,
    );
    expect(stored.map(({ visit_id: id }) => id)).toEqual(['s-1', 's-3', 's-4']);
  });

  it('refuses an envelope that is wrong and a list that is too long', async () => {
    const unsent = await routing.post<{ field: string }>('/v1/visits', { visits: [{}] });
    expect([unsent.status, unsent.body.field]).toEqual([400, 'sentAt']);
    const many = await routing.post('/v1/nodes', {
      nodes: Array.from({ length: 1001 }, () => ({})),
    });
    expect(many.status).toBe(413);
  });

  it('counts what it stores', async () => {
    const { body } = await routing.get('/v1/routing/totals');
    expect(body).toEqual({
      nodes: 5,
      links: 5,
      timetables: 5,
      rounds: 4,
      visitsStored: 6,
      itineraries: 1,
    });
  });
});
