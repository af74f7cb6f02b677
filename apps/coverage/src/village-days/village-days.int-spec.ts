import * as fc from 'fast-check';
import { ParcelsChanged, VisitsReported } from '@youlu/contracts';
import { rebuild } from '@youlu/persistence';
import { addDays, dayOf, formatInstant, startOfDay } from '@youlu/vocabulary';
import { RecordVisits } from '../evidence/visits/record-visits.use-case';
import { ReplaceEvidence } from '../evidence/replace-evidence.use-case';
import { visitsThatCount, worldKnownAt } from '../testing/naive-coverage';
import { REAL_REGISTER, type RunningCoverage, startCoverage } from '../testing/running-coverage';
import {
  anySmallWorld,
  SMALL_REGISTER_CSV,
  type SmallWorld,
  withVisitsSentAgain,
} from '../testing/small-worlds';
import { clearWorld, tellWorld } from '../testing/told-world';
import { KeepVillageDays } from './keep-village-days.use-case';
import { RecountVillageDays } from './recount-village-days.use-case';
import {
  CHANNELS,
  type Channel,
  DAY_DIRECTIONS,
  DAY_MODES,
  type DayDirection,
  type DayMode,
} from './served-day';
import { VillageDays } from './village-days.query';

const VILLAGE = '653024200201';
const HOUR_MS = 3_600_000;

interface Filter {
  readonly channel?: Channel | undefined;
  readonly direction?: DayDirection | undefined;
  readonly mode?: DayMode | undefined;
}

/** Served days of each place, and whether a simulation made any of what tells of them. */
function naiveDays(world: SmallWorld, from: string, to: string, filter: Filter) {
  const days = new Map<string, Set<string>>();
  const simulated = new Set<string>();
  const add = (
    code: string,
    at: number,
    channel: Channel,
    direction: DayDirection,
    mode: DayMode,
    isSimulated = false,
  ): void => {
    const day = dayOf(at);
    if (day < from || day > to) return;
    if (filter.channel !== undefined && filter.channel !== channel) return;
    if (filter.direction !== undefined && filter.direction !== direction) return;
    if (filter.mode !== undefined && filter.mode !== mode) return;
    days.set(code, (days.get(code) ?? new Set()).add(day));
    if (isSimulated) simulated.add(code);
  };
  const newest = world.snapshots.filter(
    ({ trackingNumber, version }) =>
      !world.snapshots.some((o) => o.trackingNumber === trackingNumber && o.version > version),
  );
  for (const { direction, facts, simulated: isSimulated } of newest) {
    for (const { kind, verdict, placeCode, occurredAt, mode = 'unstated' } of facts) {
      if (verdict !== 'ok' && verdict !== 'off-plan') continue;
      const channel = kind === 'accepted' ? kind : kind === 'delivered' ? 'handed-over' : undefined;
      if (channel) {
        add(placeCode, occurredAt, channel, direction ?? 'unstated', mode, isSimulated);
      }
    }
  }
  for (const visit of visitsThatCount(world)) {
    const { villageCode, visitedAt, simulated: isSimulated } = visit;
    add(villageCode, visitedAt, 'visit', 'unstated', 'unstated', isSimulated);
  }
  return [...days].map(([code, { size }]) => `${code} ${size} ${simulated.has(code)}`).sort();
}

describe('days on which villages were served', () => {
  let coverage: RunningCoverage;
  let days: VillageDays;

  beforeAll(async () => {
    coverage = await startCoverage();
    days = coverage.app.get(VillageDays, { strict: false });
    await coverage.post('/v1/registers', { ...REAL_REGISTER, csv: SMALL_REGISTER_CSV });
  }, 60_000);
  afterAll(() => coverage?.stop());

  const told = async (
    from: string,
    to: string,
    more: Filter & { knownAt?: number },
    limit = 1_000,
  ) => {
    const places = [
      ...(await days.inWindow({ place: '65', from, to, ...more }, '', limit)),
      ...(await days.inWindow({ place: '33', from, to, ...more }, '', limit)),
    ];
    return places.map(({ code, days: count, simulated }) => `${code} ${count} ${simulated}`).sort();
  };

  it('equal a naive count, now and as known at an instant, however the world was told', async () => {
    const anyCase = fc.record({
      world: anySmallWorld.map(withVisitsSentAgain),
      size: fc.integer({ min: 1, max: 40 }),
      first: fc.integer({ min: -260, max: 40 }),
      length: fc.integer({ min: 0, max: 400 }),
      channel: fc.option(fc.constantFrom(...CHANNELS), { nil: undefined }),
      direction: fc.option(fc.constantFrom(...DAY_DIRECTIONS), { nil: undefined, freq: 1 }),
      mode: fc.option(fc.constantFrom(...DAY_MODES), { nil: undefined, freq: 1 }),
      hours: fc.nat(24 * 70),
    });
    const projection = new RecountVillageDays(coverage.app.get(KeepVillageDays, { strict: false }));
    await fc.assert(
      fc.asyncProperty(
        anyCase,
        async ({ world, size, first, length, channel, direction, mode, hours }) => {
          await clearWorld(coverage);
          await tellWorld(coverage, world, size);
          const [from, to] = [addDays('2020-09-01', first), addDays('2020-09-01', first + length)];
          const filter = { channel, direction, mode };
          expect(await told(from, to, filter)).toEqual(naiveDays(world, from, to, filter));
          expect(await told(from, to, filter, 2_000)).toEqual(naiveDays(world, from, to, filter));
          const knownAt = startOfDay('2020-08-20') + hours * HOUR_MS;
          const then = naiveDays(worldKnownAt(world, knownAt), from, to, filter);
          expect(await told(from, to, { ...filter, knownAt })).toEqual(then);
          const options = { name: 'days', dryRun: true, say: () => undefined };
          expect((await rebuild(coverage.db, projection, options)).isEqual).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  }, 120_000);

  it('a closed day that a late scan opens again is replaced, and is as it was when asked as known then', async () => {
    await clearWorld(coverage);
    const at = (day: string): number => startOfDay(day) + 10 * HOUR_MS;
    const snapshot = (version: number, facts: object[]) => ({
      ...ParcelsChanged.example,
      trackingNumber: 'PARCEL0001',
      version,
      facts: facts.map((fact) => ({ ...ParcelsChanged.example.facts[0], ...fact })) as never,
    });
    const tell = (...told: ReturnType<typeof snapshot>[]) =>
      coverage.db.transaction((tx) =>
        coverage.app.get(ReplaceEvidence, { strict: false }).execute(tx, told),
      );
    const handed = {
      placeCode: VILLAGE,
      occurredAt: at('2020-08-20'),
      recordedAt: at('2020-08-20'),
    };
    const late = {
      ...handed,
      scanId: 'late',
      kind: 'accepted',
      occurredAt: at('2020-08-19'),
      recordedAt: at('2020-09-05'),
    };
    const withdrawn = {
      ...handed,
      verdict: 'withdrawn',
      withdrawnAt: at('2020-09-06'),
      knownFrom: at('2020-09-06'),
      formerly: [{ from: at('2020-08-20'), to: at('2020-09-06'), verdict: 'ok', endsAt: null }],
    };
    type Items = { days: number; items: { day: string; href: string }[] };
    const august = async (knownAt?: string) => {
      const more = knownAt ? `&knownAt=${encodeURIComponent(formatInstant(at(knownAt)))}` : '';
      const path = `/v1/coverage/village-days/${VILLAGE}?from=2020-08-01&to=2020-08-31${more}`;
      const { body } = await coverage.get<Items>(path);
      const [counted] = await days.inWindow(
        { place: VILLAGE, from: '2020-08-01', to: '2020-08-31' },
        '',
        1,
      );
      if (!knownAt) expect(counted?.days ?? 0).toBe(body.days);
      return body.items.map(({ day }) => day);
    };
    await tell(snapshot(1, [handed]));
    expect(await august()).toEqual(['2020-08-20']);
    await tell(snapshot(2, [late, handed]), snapshot(2, [late, handed]));
    await tell(snapshot(2, [late, handed]));
    expect(await august()).toEqual(['2020-08-19', '2020-08-20']);
    expect(await august('2020-09-01')).toEqual(['2020-08-20']);
    await tell(snapshot(3, [late, withdrawn]));
    expect(await august()).toEqual(['2020-08-19']);
    expect(await august('2020-09-05')).toEqual(['2020-08-19', '2020-08-20']);
    expect(await august('2020-09-01')).toEqual(['2020-08-20']);
  });

  it('a day is kept for each mode that scans tell of, and leaves one without leaving another', async () => {
    await clearWorld(coverage);
    const day = '2020-08-20';
    const at = startOfDay(day) + 10 * HOUR_MS;
    const parcel = (number: number, version: number, more: object) => ({
      ...ParcelsChanged.example,
      trackingNumber: `PARCEL000${number}`,
      version,
      facts: [
        {
          ...ParcelsChanged.example.facts[0],
          ...{ placeCode: VILLAGE, occurredAt: at, recordedAt: at },
          ...more,
        } as never,
      ],
    });
    const tell = (...parcels: ReturnType<typeof parcel>[]) =>
      coverage.db.transaction((tx) =>
        coverage.app.get(ReplaceEvidence, { strict: false }).execute(tx, parcels),
      );
    const modes = async () => {
      const served = await Promise.all(
        DAY_MODES.map(async (mode) => {
          const asked = { place: VILLAGE, from: day, to: day, mode };
          const [now, kept, then] = await Promise.all([
            days.inWindow(asked, '', 1),
            days.inWindow(asked, '', 2_000),
            days.inWindow({ ...asked, knownAt: Date.now() }, '', 1),
          ]);
          expect([kept.length, then.length]).toEqual([now.length, now.length]);
          return now.length > 0 ? [mode] : [];
        }),
      );
      return served.flat();
    };
    await tell(parcel(1, 1, { mode: 'direct' }), parcel(2, 1, { mode: 'post-express' }));
    await tell(parcel(3, 1, {}));
    expect(await modes()).toEqual(['direct', 'post-express', 'unstated']);
    await tell(parcel(1, 2, { mode: 'direct', verdict: 'withdrawn', withdrawnAt: at + 1 }));
    expect(await modes()).toEqual(['post-express', 'unstated']);
    await tell(parcel(2, 2, { mode: 'bus-carried' }));
    expect(await modes()).toEqual(['bus-carried', 'unstated']);
    const path = `/v1/coverage/village-days?unit=${VILLAGE}&from=${day}&to=${day}&mode=`;
    const listed = async (mode: string) =>
      (await coverage.get<{ items: object[] }>(`${path}${mode}`)).body.items;
    expect(await listed('bus-carried')).toHaveLength(1);
    expect(await listed('direct')).toEqual([]);
  });

  it('a place that no register states is not found, unless something was written about it', async () => {
    await clearWorld(coverage);
    const unlisted = '653024200277';
    const ask = async (place: string, more = ''): Promise<unknown[]> => {
      const stretch = `from=2020-08-01&to=2020-08-31${more}`;
      const answers = await Promise.all(
        [
          `?unit=${place}&${stretch}`,
          `/${place}?${stretch}`,
          `/${place}/2020-08-20/scans?limit=9${more}`,
        ].map((path) => coverage.get<{ code?: string }>(`/v1/coverage/village-days${path}`)),
      );
      return answers.map(({ status, body }) => (status === 200 ? 200 : body.code));
    };
    expect(await ask(VILLAGE)).toEqual([200, 200, 200]);
    const unknown = 'coverage.unit.unknown';
    expect(await ask(unlisted)).toEqual([unknown, unknown, unknown]);
    const named = await ask(unlisted, `&registerDate=${REAL_REGISTER.registerDate}`);
    expect(named.slice(1)).toEqual([unknown, unknown]);
    const at = startOfDay('2020-08-20') + 10 * HOUR_MS;
    const visit = { villageCode: unlisted, visitedAt: at, sentAt: at, recordedAt: at };
    await coverage.db.transaction((tx) =>
      coverage.app
        .get(RecordVisits, { strict: false })
        .execute(tx, [{ ...VisitsReported.example, ...visit }]),
    );
    expect(await ask(unlisted)).toEqual([200, 200, 200]);
  });

  it('says what is wrong with a question', async () => {
    const ask = async (path: string): Promise<unknown[]> => {
      const { status, body } = await coverage.get<{ field: string }>(
        `/v1/coverage/village-days${path}`,
      );
      return [status, body.field];
    };
    expect(await ask('?unit=65&from=2020-09-02&to=2020-09-01')).toEqual([400, 'to']);
    expect(await ask('?unit=65&from=2000-09-02&to=2020-09-01')).toEqual([400, 'to']);
    expect(await ask('?unit=65&from=2020-09-01&to=2020-09-02&channel=x')).toEqual([400, 'channel']);
    expect(await ask(`/${VILLAGE}/2020-02-30/scans`)).toEqual([400, 'day']);
    const future = 'knownAt=2199-01-01T00:00:00Z';
    expect(await ask(`/${VILLAGE}/2020-02-28/scans?${future}`)).toEqual([400, 'knownAt']);
  });
});
