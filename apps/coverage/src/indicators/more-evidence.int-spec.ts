import * as fc from 'fast-check';
import type { ParcelSnapshot, VisitRow } from '@youlu/contracts';
import { addDays, startOfDay } from '@youlu/vocabulary';
import { EDITIONS } from '../editions/editions';
import type { Declaration } from '../declarations/declaration';
import { REAL_REGISTER, type RunningCoverage, startCoverage } from '../testing/running-coverage';
import { anySmallWorld, SMALL_REGISTER_CSV, type SmallWorld } from '../testing/small-worlds';
import { clearWorld, declareWorld, tellWorld } from '../testing/told-world';
import { CoverageStates } from './coverage-states.query';

const HOUR_MS = 3_600_000;
const VILLAGE = '653024200201';
const OF_THE_REGISTER = EDITIONS.filter(({ population }) => !('list' in population));

/** One thing more that somebody tells: of a parcel one scan more than before. */
type Telling =
  | { readonly visit: VisitRow }
  | { readonly parcel: string }
  | { readonly declaration: Declaration };

/**
 * A parcel's scans in the order in which they become known. None is withdrawn, and what was held is
 * handed over, so that much is observed; half of it in a village.
 */
function scansOf({ snapshots }: SmallWorld): Map<string, ParcelSnapshot> {
  const scans = new Map<string, ParcelSnapshot>();
  for (const snapshot of snapshots) {
    const facts = snapshot.facts.map((told, i) => {
      const { formerly: _formerly, knownFrom: _knownFrom, ...fact } = told;
      const kind = fact.kind === 'held-at-station' ? ('delivered' as const) : fact.kind;
      const placeCode = i % 2 === 0 ? (snapshot.destinationCode ?? VILLAGE) : fact.placeCode;
      return { ...fact, kind, placeCode, verdict: 'ok' as const, withdrawnAt: null };
    });
    const known = scans.get(snapshot.trackingNumber);
    const all = [...(known?.facts ?? []), ...facts];
    scans.set(snapshot.trackingNumber, { ...snapshot, ...known, facts: all });
  }
  return scans;
}

/** One id is one visit, told once or more often, never as sent before it was made. */
function agreeing(visit: VisitRow): VisitRow {
  return {
    ...visit,
    handoverPoint: 'shop',
    sentAt: Math.max(visit.sentAt, visit.visitedAt + HOUR_MS),
  };
}

function tellingsOf(world: SmallWorld): Telling[] {
  const scans = [...scansOf(world).values()];
  return [
    ...world.visits.map((visit) => ({ visit: agreeing(visit) })),
    ...scans.flatMap(({ trackingNumber, facts }) => facts.map(() => ({ parcel: trackingNumber }))),
    ...world.declarations.map((declaration) => ({ declaration })),
  ];
}

describe('more evidence', () => {
  let coverage: RunningCoverage;

  beforeAll(async () => {
    coverage = await startCoverage();
    await coverage.post('/v1/registers', { ...REAL_REGISTER, csv: SMALL_REGISTER_CSV });
  }, 60_000);
  afterAll(() => coverage?.stop());

  /** Every unit that an edition observes, with the name of the edition. */
  const observed = async (asOf: string): Promise<Set<string>> => {
    const states = coverage.app.get(CoverageStates, { strict: false });
    const found = new Set<string>();
    for (const { indicator, edition } of OF_THE_REGISTER) {
      const question = { indicator, edition, denominator: 'strict-2020' as const, asOf };
      const judged = await states.judge(await states.open(question));
      for (const { code, state } of judged.within(''))
        if (state === 'observed') found.add(`${indicator} ${edition} ${code}`);
    }
    return found;
  };

  /** Tells of every parcel what had been told of it, and one scan more for each time it comes up. */
  const tell = async (world: SmallWorld, batch: readonly Telling[], known: Map<string, number>) => {
    const scans = scansOf(world);
    const snapshots = batch.flatMap((one) => {
      const whole = 'parcel' in one ? scans.get(one.parcel) : undefined;
      if (!whole) return [];
      const version = (known.get(whole.trackingNumber) ?? 0) + 1;
      known.set(whole.trackingNumber, version);
      return [{ ...whole, version, facts: whole.facts.slice(0, version) }];
    });
    const visits = batch.flatMap((one) => ('visit' in one ? [one.visit] : []));
    const declarations = batch.flatMap((one) => ('declaration' in one ? [one.declaration] : []));
    await declareWorld(coverage, { declarations, filings: [] });
    await tellWorld(coverage, { ...world, nodes: [], snapshots, visits }, 40);
  };

  it('never lowers what is observed, by any edition, in whatever batches it comes', async () => {
    const anyCase = anySmallWorld.chain((world) => {
      const tellings = tellingsOf(world);
      return fc.record({
        world: fc.constant(world),
        order: fc.shuffledSubarray(tellings, { minLength: tellings.length }),
        batches: fc.integer({ min: 2, max: 6 }),
      });
    });
    let most = 0;
    await fc.assert(
      fc.asyncProperty(anyCase, async ({ world, order, batches }) => {
        await clearWorld(coverage);
        await tellWorld(coverage, { ...world, snapshots: [], visits: [] }, 40);
        const known = new Map<string, number>();
        const size = Math.ceil(order.length / batches);
        let before = await observed(world.asOf);
        for (let at = 0; at < order.length; at += size) {
          await tell(world, order.slice(at, at + size), known);
          const after = await observed(world.asOf);
          expect([...before].filter((unit) => !after.has(unit))).toEqual([]);
          before = after;
        }
        most = Math.max(most, before.size);
      }),
      { numRuns: 10, seed: 20200927 },
    );
    expect(most).toBeGreaterThan(5);
  }, 120_000);

  it('lowers it only by contradicting what was told: a visit by two accounts is none', async () => {
    await clearWorld(coverage);
    const visits = Array.from({ length: 12 }, (_, i): VisitRow => {
      const visitedAt =
        startOfDay(addDays('2020-08-31', Math.floor(i / 3) * 7 + (i % 3))) + 9 * HOUR_MS;
      const [sentAt, recordedAt] = [visitedAt + HOUR_MS, visitedAt + HOUR_MS];
      const told = { villageCode: VILLAGE, visitId: `v-${i}`, roundId: 'r-1' };
      return { ...told, visitedAt, sentAt, recordedAt, handoverPoint: 'shop' };
    });
    const tellVisits = (rows: readonly VisitRow[]): Promise<void> =>
      tellWorld(coverage, { ...EMPTY, visits: rows }, 40);
    const unit = `village-direct-mail 2020 ${VILLAGE}`;
    await tellVisits(visits);
    expect(await observed('2020-09-27')).toContain(unit);
    const [first] = visits as [VisitRow];
    await tellVisits([{ ...first, sentAt: first.sentAt + HOUR_MS }]);
    expect(await observed('2020-09-27')).toContain(unit);
    await tellVisits([{ ...first, handoverPoint: 'committee' }]);
    expect(await observed('2020-09-27')).not.toContain(unit);
  }, 60_000);
});

const EMPTY: SmallWorld = {
  asOf: '2020-09-27',
  nodes: [],
  snapshots: [],
  visits: [],
  declarations: [],
  filings: [],
};
