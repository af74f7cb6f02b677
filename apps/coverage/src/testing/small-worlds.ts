import * as fc from 'fast-check';
import type { NodeSnapshot, ParcelSnapshot, VisitRow } from '@youlu/contracts';
import { addDays, INDICATORS, startOfDay, VERDICTS } from '@youlu/vocabulary';
import type { Declaration, Filing } from '../declarations/declaration';

/** Everything coverage can be told about a few places, some of it wrong or told twice. */
export interface SmallWorld {
  readonly asOf: string;
  readonly nodes: readonly NodeSnapshot[];
  readonly snapshots: readonly ParcelSnapshot[];
  readonly visits: readonly VisitRow[];
  readonly declarations: readonly Declaration[];
  readonly filings: readonly Filing[];
}

export const SMALL_REGISTER_CSV = [
  'code,name,level,parent_code,kind',
  '65,区,1,,autonomous_region',
  '6530,州,2,65,autonomous_prefecture',
  '6590,直辖,2,65,province_administered',
  '653023,甲县,3,6530,county',
  '653024,乙县,3,6530,county',
  '659001,兵团市,3,6590,xpcc_city',
  ...['653023', '653024', '659001'].flatMap((county) => [
    `${county}001,街道,4,${county},subdistrict`,
    `${county}100,镇,4,${county},town`,
    `${county}200,乡,4,${county},township`,
    `${county}001201,村,5,${county}001,admin_village`,
    `${county}100001,社区,5,${county}100,community`,
    `${county}100201,村,5,${county}100,admin_village`,
    `${county}200201,村,5,${county}200,admin_village`,
    `${county}200202,村,5,${county}200,admin_village`,
  ]),
].join('\n');

const CODES = SMALL_REGISTER_CSV.split('\n').map((line) => line.split(',')[0] ?? '');
const VILLAGES = CODES.filter((code) => code.length === 12);
const COUNTIES = CODES.filter((code) => code.length === 6);
const OTHER_PLACES = [...CODES.filter((code) => code.length >= 9), '330100', '659999999999'];
/** Where most happens, so that three parcels stop elsewhere and weeks fill up now and then. */
const BUSY_VILLAGES = ['653024200201', '653024200202'];
const BUSY_TOWNSHIP = '653024200';
const FIRST_DAY = '2020-08-26';
const DAYS = 40;
const HOUR_MS = 3_600_000;

const anyInstant = fc
  .tuple(fc.nat(DAYS), fc.nat(23))
  .map(([day, hour]) => startOfDay(addDays(FIRST_DAY, day)) + hour * HOUR_MS);
const anyDay = fc.nat(DAYS + 20).map((day) => addDays('2020-08-16', day));
const often = <T>(value: T, ...others: T[]) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(value) }, fc.constantFrom(...others));

const mostly = <T>(usual: fc.Arbitrary<T>, other: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: usual }, { weight: 1, arbitrary: other });

type SnapshotKind = 'accepted' | 'delivered' | 'held-at-station' | 'in-locker';

/** What was known of a fact for some hours before something else was. */
const anyTurn = fc.record({
  hours: fc.integer({ min: 1, max: 300 }),
  verdict: often<(typeof VERDICTS)[number]>('ok', ...VERDICTS),
  restsHours: fc.option(fc.nat(400), { freq: 1 }),
});

type Turn = typeof anyTurn extends fc.Arbitrary<infer T> ? T : never;

const anyFact = fc
  .record({
    kind: often<SnapshotKind>('held-at-station', 'accepted', 'delivered', 'in-locker'),
    node: fc.constantFrom('n-0', 'n-1', 'n-2', 'n-unknown'),
    placeCode: mostly(fc.constant(BUSY_TOWNSHIP), fc.constantFrom(...OTHER_PLACES)),
    occurredAt: anyInstant,
    verdict: often<(typeof VERDICTS)[number]>('ok', ...VERDICTS),
    restsHours: fc.option(fc.nat(400), { freq: 1 }), // half of them rest for good
    recordedHoursLater: often(0, 1, 30, 300),
    turns: often<fc.Arbitrary<Turn[]>>(fc.constant([]), fc.array(anyTurn, { maxLength: 2 })).chain(
      (turns) => turns,
    ),
    endKnownHoursLater: fc.option(fc.integer({ min: 1, max: 300 }), { freq: 1 }),
  })
  .map(({ node, restsHours, recordedHoursLater, turns, endKnownHoursLater, ...fact }) => {
    const endOf = (hours: number | null) =>
      hours === null ? null : fact.occurredAt + hours * HOUR_MS;
    const recordedAt = fact.occurredAt + 1000 + recordedHoursLater * HOUR_MS;
    // Not drawn: worlds of a seed stay what they were before scans told of modes.
    const mode = [undefined, 'direct' as const, 'post-express' as const][
      Math.floor(fact.occurredAt / HOUR_MS) % 3
    ];
    let knownFrom = recordedAt;
    const formerly = turns.map(({ hours, verdict, restsHours: rested }) => {
      const from = knownFrom;
      knownFrom += hours * HOUR_MS;
      return { from, to: knownFrom, verdict, endsAt: endOf(rested) };
    });
    return {
      ...fact,
      nodeId: node,
      ...(mode === undefined ? {} : { mode }),
      recordedAt,
      endsAt: endOf(restsHours),
      withdrawnAt: fact.verdict === 'withdrawn' ? knownFrom : null,
      ...(formerly.length === 0 ? {} : { knownFrom, formerly }),
      ...(restsHours === null || endKnownHoursLater === null
        ? {}
        : { endKnownFrom: knownFrom + endKnownHoursLater * HOUR_MS }),
    };
  });

const anySnapshot = fc
  .record({
    parcel: fc.nat(20),
    version: fc.integer({ min: 1, max: 3 }),
    destinationCode: often<string | null>('', null),
    destination: mostly(fc.constantFrom(...BUSY_VILLAGES), fc.constantFrom(...VILLAGES)),
    facts: fc.array(anyFact, { maxLength: 3 }),
    direction: fc.constantFrom('inbound' as const, 'outbound' as const, null),
    simulated: fc.boolean(),
  })
  .map(({ parcel, destination, destinationCode, facts, version, direction, simulated }) => ({
    trackingNumber: `PARCEL${String(parcel).padStart(4, '0')}`,
    version,
    state: 'accepted' as const,
    direction,
    productId: null,
    originCode: '330100',
    destinationCode: destinationCode === null ? null : destination,
    misdirected: false,
    lastFactAt: null,
    acceptedAt: null,
    departedAt: null,
    deliveredAt: null,
    returnedAt: null,
    factsNotCarried: 0,
    simulated,
    facts: facts.map((fact, i) => ({ ...fact, scanId: `s-${parcel}-${version}-${i}` })),
  }));

/** One id means one visit, unless `handoverPoint` says otherwise; it is sent at different times. */
const anyVisit = fc
  .record({
    villageCode: mostly(fc.constantFrom(...BUSY_VILLAGES), fc.constantFrom(...VILLAGES)),
    serial: fc.nat(DAYS),
    sentHoursLater: often(1, -1, 0, 30),
    recordedHoursLater: often(0, 0, 40, 400),
    handoverPoint: often<'shop' | 'committee'>('shop', 'shop', 'shop', 'shop', 'committee'),
  })
  .map(({ serial, sentHoursLater, recordedHoursLater, ...visit }) => {
    const visitedAt = startOfDay(addDays(FIRST_DAY, serial)) + 9 * HOUR_MS;
    // Not drawn, as modes are not; a visit that is sent twice may say so once.
    const isSimulated = (serial + sentHoursLater) % 3 === 0;
    return {
      ...visit,
      ...(isSimulated ? { simulated: true } : {}),
      visitId: `v-${serial}`,
      roundId: 'r-1',
      visitedAt,
      sentAt: visitedAt + sentHoursLater * HOUR_MS,
      recordedAt: visitedAt + recordedHoursLater * HOUR_MS,
    };
  });

const period = { from: anyDay, days: fc.option(fc.integer({ min: 1, max: 30 })) };

const anyDeclaration = fc
  .record({
    indicator: fc.constantFrom(...INDICATORS),
    township: fc.constantFrom(...COUNTIES).chain((c) => fc.constantFrom(`${c}100`, `${c}200`)),
    village: mostly(
      fc.constantFrom(...BUSY_VILLAGES),
      fc.constantFrom(...VILLAGES.filter((code) => !code.endsWith('001'))),
    ),
    frequencyPerWeek: fc.option(fc.integer({ min: 1, max: 3 })),
    simulated: fc.boolean(),
    ...period,
  })
  .map(({ indicator, township, village, frequencyPerWeek, from, days, simulated }) => ({
    indicator,
    unitCode: indicator === 'township-outlet' ? township : village,
    mode: null,
    frequencyPerWeek: indicator === 'village-direct-mail' ? frequencyPerWeek : null,
    from,
    to: days === null ? null : addDays(from, days),
    source: 'test',
    operator: null,
    simulated,
  }));

const anyFiling = fc
  .record({
    indicator: fc.constantFrom(...INDICATORS),
    countyCode: fc.constantFrom(...COUNTIES),
    ...period,
  })
  .map(({ days, ...filing }) => ({
    ...filing,
    to: days === null ? null : addDays(filing.from, days),
    source: 'test',
    simulated: false,
  }));

/** A parcel's version says one thing, however often it comes: the first drawn is the one. */
function oneContentPerVersion(snapshots: readonly ParcelSnapshot[]): ParcelSnapshot[] {
  const first = new Map<string, ParcelSnapshot>();
  for (const snapshot of snapshots) {
    const key = `${snapshot.trackingNumber} ${snapshot.version}`;
    if (!first.has(key)) first.set(key, snapshot);
  }
  return [...first.values()];
}

const NODES: NodeSnapshot[] = (['station', 'station', 'village'] as const).map((tier, i) => ({
  nodeId: `n-${i}`,
  version: 1,
  tier,
  name: `节点${i}`,
  placeCode: '653024100',
  opensOn: '2020-01-01',
  closesOn: null,
  simulated: true,
  recordedAt: startOfDay('2020-01-01'),
}));

/** Nodes that are what they are, and now and then one that becomes or always was another. */
const anyNodes = fc
  .array(
    fc.record({
      node: fc.nat(2),
      tier: fc.constantFrom('station' as const, 'village' as const),
      opensOn: fc.oneof(anyDay, fc.constant('2020-01-01')),
      recordedAt: anyInstant,
    }),
    { maxLength: 3 },
  )
  .map((changes) =>
    changes.reduce((nodes, { node, ...change }) => {
      const before = nodes.filter(({ nodeId }) => nodeId === `n-${node}`).at(-1) as NodeSnapshot;
      const recordedAt = Math.max(before.recordedAt ?? 0, change.recordedAt);
      return [...nodes, { ...before, ...change, version: before.version + 1, recordedAt }];
    }, NODES),
  );

export const anySmallWorld: fc.Arbitrary<SmallWorld> = fc.record({
  asOf: fc.integer({ min: 20, max: 45 }).map((day) => addDays(FIRST_DAY, day)),
  nodes: anyNodes,
  snapshots: fc.array(anySnapshot, { minLength: 20, maxLength: 50 }).map(oneContentPerVersion),
  visits: fc.array(anyVisit, { maxLength: 150 }),
  declarations: fc
    .array(anyDeclaration, { maxLength: 15 })
    .map((rows) => rows.map((row, i) => ({ ...row, declarationId: `d-${i}` }))),
  filings: fc
    .array(anyFiling, { maxLength: 3 })
    .map((rows) => rows.map((row, i) => ({ ...row, filingId: `f-${i}` }))),
});

/** Every third visit once more, recorded two days later: sent before it happened, or as simulated. */
export function withVisitsSentAgain(world: SmallWorld): SmallWorld {
  const again = world.visits.flatMap((visit, i) => {
    if (i % 3 !== 0) return [];
    const recordedAt = visit.recordedAt + 48 * HOUR_MS;
    const otherwise = i % 2 === 0 ? { sentAt: visit.visitedAt - HOUR_MS } : { simulated: true };
    return [{ ...visit, recordedAt, ...otherwise }];
  });
  return { ...world, visits: [...again.slice(1), ...world.visits, ...again.slice(0, 1)] };
}
