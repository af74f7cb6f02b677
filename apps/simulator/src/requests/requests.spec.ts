import { isS10, parseInstant } from '@youlu/vocabulary';
import { planScenario } from '../load/scenario';
import { findDataFolder, readScenarioData } from '../scenario-data.file';
import { type LogicalRequest, PHASES } from './request';
import { requestsOf, rowsByPhase } from './requests';
import { truthCsv } from './truth';

const data = readScenarioData(findDataFolder());
const options = { scope: '653024', seed: 'youlu', weeks: 4, sampleEvery: 1 };
const scenario = planScenario(data, options);
const requests = [...requestsOf(scenario)];

type Row = Record<string, unknown>;
const rowsOf = (path: string, field: string): Row[] =>
  requests
    .filter((request) => request.path === path)
    .flatMap(({ body }) => (body as Record<string, Row[]>)[field] ?? []);

describe('the sequence of requests', () => {
  it('is the same every time, byte for byte', () => {
    const again = planScenario(readScenarioData(findDataFolder()), options);
    expect(JSON.stringify([...requestsOf(again)])).toBe(JSON.stringify(requests));
    expect(truthCsv(again.planted)).toBe(truthCsv(scenario.planted));
  });

  it('goes through its phases in order, each waiting for the one before', () => {
    const order = requests.map(({ phase }) => PHASES.indexOf(phase));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    let before: LogicalRequest | undefined;
    for (const request of requests) {
      if (request.phase !== before?.phase) expect(request.waits).toBe(true);
      before = request;
    }
  });

  it('keeps to the limits of the doors', () => {
    const isWithin = ({ path, rows }: LogicalRequest) =>
      rows > 0 && rows <= (path === '/v1/scans' ? 500 : 1000);
    expect(requests.filter((request) => !isWithin(request))).toEqual([]);
  });

  it('says how many rows there are', () => {
    const counted = Object.fromEntries(PHASES.map((phase) => [phase, 0]));
    for (const { phase, rows } of requests) counted[phase] = (counted[phase] ?? 0) + rows;
    expect(rowsByPhase(scenario)).toEqual(counted);
  });

  it('books every parcel once, with a number of a leased block, before it is scanned', () => {
    const booked = new Set<unknown>();
    const blocks = requests
      .filter(({ path }) => path === '/v1/number-blocks')
      .map(({ body }) => body as { first: number; count: number });
    let strays = 0;
    const bad: unknown[] = [];
    for (const { path, body } of requests) {
      for (const { trackingNumber } of (body as { shipments?: Row[] }).shipments ?? []) {
        const serial = Number(String(trackingNumber).slice(2, 10));
        const isLeased = blocks.some((b) => serial >= b.first && serial < b.first + b.count);
        const isGood = isS10(String(trackingNumber)) && isLeased && !booked.has(trackingNumber);
        if (!isGood) bad.push(trackingNumber);
        booked.add(trackingNumber);
      }
      if (path !== '/v1/scans') continue;
      const scans = (body as { scans: Row[] }).scans;
      strays += scans.filter(({ trackingNumber }) => !booked.has(trackingNumber)).length;
    }
    expect(bad).toEqual([]);
    expect(booked.size).toBe(scenario.parcels.length);
    expect(strays).toBe(scenario.planted.filter(({ kind }) => kind === 'unknown-parcel').length);
  });

  it('sends scans after they happened, but for those of wrong clocks', () => {
    const future = new Set(
      scenario.planted.filter(({ kind }) => kind === 'future').map(({ key }) => key),
    );
    const ahead = requests
      .filter(({ path }) => path === '/v1/scans')
      .flatMap(({ body }) => {
        const { sentAt, scans } = body as { sentAt: string; scans: Row[] };
        const sent = parseInstant(sentAt) ?? 0;
        return scans.filter(({ occurredAt }) => (parseInstant(String(occurredAt)) ?? 0) > sent);
      });
    expect(new Set(ahead.map(({ scanId }) => scanId))).toEqual(future);
  });

  it('tells a scan sent again in the same words, and no scanId twice otherwise', () => {
    const told = new Map<unknown, Row[]>();
    for (const scan of rowsOf('/v1/scans', 'scans')) {
      told.set(scan.scanId, [...(told.get(scan.scanId) ?? []), scan]);
    }
    const twice = [...told].filter(([, scans]) => scans.length > 1);
    const resent = scenario.planted.filter(({ kind }) => kind === 're-sent');
    expect(new Set(twice.map(([scanId]) => scanId))).toEqual(new Set(resent.map(({ key }) => key)));
    const differing = twice.filter(
      ([, scans]) => new Set(scans.map((scan) => JSON.stringify(scan))).size > 1,
    );
    expect(differing).toEqual([]);
  });

  it('stops at the end of the fourth week', () => {
    const end = parseInstant('2020-09-28T00:00:00+08:00') ?? 0;
    const future = new Set(
      scenario.planted.filter(({ kind }) => kind === 'future').map(({ key }) => key),
    );
    const isLate = (time: unknown) => (parseInstant(String(time)) ?? 0) >= end;
    const late = [
      ...rowsOf('/v1/scans', 'scans')
        .filter(({ scanId }) => !future.has(String(scanId)))
        .filter(({ occurredAt }) => isLate(occurredAt)),
      ...rowsOf('/v1/shipment-batches', 'shipments').filter(({ readyAt }) => isLate(readyAt)),
    ];
    expect(late).toEqual([]);
  });

  it('visits villages on their rounds, each visit once', () => {
    const rounds = new Map(rowsOf('/v1/rounds', 'rounds').map((row) => [row.roundId, row]));
    const visits = rowsOf('/v1/visits', 'visits');
    expect(new Set(visits.map(({ visitId }) => visitId)).size).toBe(visits.length);
    const astray = visits.filter((v) => rounds.get(v.roundId)?.villageCode !== v.villageCode);
    expect(astray).toEqual([]);
    expect(rounds.size).toBe(35);
  });

  it('names only nodes and links it has told', () => {
    const nodes = new Set(rowsOf('/v1/nodes', 'nodes').map(({ nodeId }) => nodeId));
    const links = new Set(rowsOf('/v1/links', 'links').map(({ linkId }) => linkId));
    for (const { fromNodeId, toNodeId } of rowsOf('/v1/links', 'links')) {
      expect(nodes.has(fromNodeId) && nodes.has(toNodeId)).toBe(true);
    }
    for (const { linkId } of rowsOf('/v1/timetables', 'timetables')) {
      expect(links.has(linkId)).toBe(true);
    }
    for (const { nodeId } of rowsOf('/v1/scans', 'scans')) expect(nodes.has(nodeId)).toBe(true);
    for (const row of rowsOf('/v1/rounds', 'rounds'))
      expect(nodes.has(row.stationNodeId)).toBe(true);
  });

  it('calls parcels off only after they were booked, and never scans them', () => {
    const off = requests.filter(({ path }) => path.endsWith('/cancel'));
    expect(off.length).toBe(scenario.cancelled.length);
    expect(off[0]?.waits).toBe(true);
    const scanned = new Set(rowsOf('/v1/scans', 'scans').map((scan) => scan.trackingNumber));
    expect(off.filter(({ path }) => scanned.has(path.split('/')[3]))).toEqual([]);
  });
});

describe('what a region claims', () => {
  const region = planScenario(readScenarioData(findDataFolder()), {
    ...{ scope: '65', seed: 'youlu', weeks: 1, sampleEvery: 1000 },
  });
  const projects: Row[] = [];
  for (const { path, body, phase } of requestsOf(region)) {
    if (phase === 'nodes') break;
    if (path === '/v1/projects') projects.push(body as Row);
  }
  const idsOf = (track: string) =>
    projects.filter((p) => p.track === track).map(({ projectId }) => projectId);

  it('is the place and county projects of 2020, and prefectures that grow in several counties', () => {
    expect(idsOf('place')).toHaveLength(8);
    expect(idsOf('county')).toEqual(['ruoqiang-jujube', 'yecheng-walnut']);
    expect(idsOf('prefecture')).toEqual(['aksu-jujube', 'jiashi-melon', 'kashgar-jujube']);
    const pears = projects.find(({ projectId }) => projectId === 'korla-pear');
    expect(pears?.placeCodes).toEqual(['652801', '652823', '652822', '659006', '652901']);
  });
});

describe('a link', () => {
  it('is told after both numbers were booked', () => {
    const booked = new Set<unknown>();
    let links = 0;
    for (const { path, body, waits } of requests) {
      for (const { trackingNumber } of (body as { shipments?: Row[] }).shipments ?? []) {
        booked.add(trackingNumber);
      }
      if (!path.endsWith('/links') || path === '/v1/links') continue;
      links += 1;
      expect(booked.has(path.split('/')[3])).toBe(true);
      expect(booked.has((body as Row).linkedTrackingNumber)).toBe(true);
      expect(waits || links > 1).toBe(true);
    }
    expect(links).toBe(scenario.links.length);
    expect(links).toBeGreaterThanOrEqual(2);
  });
});
