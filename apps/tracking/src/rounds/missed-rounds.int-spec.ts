import { type RoundSnapshot, RoundsChanged, type VisitRow, VisitsReported } from '@youlu/contracts';
import { type Database, withDatabase } from '@youlu/persistence';
import { type TestEnvironment, testEnvironment } from '@youlu/testing';
import { type Day, addDays, daysBetween, startOfDay } from '@youlu/vocabulary';
import fc from 'fast-check';
import { missedRounds, missedVillages } from '../testing/recompute-missed';
import { trackingDefinition } from '../tracking.persistence';
import { KeepRounds } from './keep-rounds.use-case';
import { ListMissedRounds } from './missed-rounds.query';
import { ListMissedVillages } from './missed-villages.query';
import { RoundRepository } from './round.repository';
import { VisitRepository } from './visit.repository';

jest.setTimeout(120_000);

const FROM: Day = '2020-08-31';
const TO: Day = '2020-09-13';
const VILLAGES = ['653024203200', '653024203201', '653025100200'];

const days = fc.nat(daysBetween(FROM, TO)).map((n) => addDays(FROM, n));
const village = fc.constantFrom(...VILLAGES);
const round: fc.Arbitrary<RoundSnapshot> = fc
  .record({
    roundId: fc.constantFrom('r1', 'r2', 'r3', 'r4'),
    villageCode: village,
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
    from: days,
    to: fc.option(days),
  })
  .map((some) => ({ ...RoundsChanged.example, ...some, version: 1 }));
/** Few ids, so that many are told twice, some in another version; some come from the future. */
const visit: fc.Arbitrary<VisitRow> = fc
  .record({
    visitId: fc.integer({ min: 1, max: 20 }).map((n) => `v${n}`),
    roundId: fc.constantFrom('r1', 'r2', 'r3', 'r4'),
    villageCode: village,
    day: days,
    hour: fc.constantFrom(9, 10),
    sentHoursLater: fc.constantFrom(-1, 0, 3),
  })
  .map(({ day, hour, sentHoursLater, ...some }) => {
    const visitedAt = startOfDay(day) + hour * 3_600_000;
    const sentAt = visitedAt + sentHoursLater * 3_600_000;
    return { ...VisitsReported.example, ...some, visitedAt, sentAt, recordedAt: sentAt };
  });
const world = fc.record({
  rounds: fc.uniqueArray(round, { selector: ({ roundId }) => roundId, maxLength: 4 }),
  visits: fc.array(visit, { maxLength: 60, size: 'max' }),
  cut: fc.nat(60),
  place: fc.constantFrom(undefined, '653024', '653024203201'),
  limit: fc.constantFrom(1, 3, 100),
});

describe('missed rounds', () => {
  let place: TestEnvironment;
  const keep = new KeepRounds(new RoundRepository(), new VisitRepository());

  beforeAll(async () => {
    place = await testEnvironment([trackingDefinition]);
  });
  afterAll(async () => {
    await place?.close();
  });

  async function start(db: Database, rounds: readonly RoundSnapshot[], ...batches: VisitRow[][]) {
    await db.transaction((tx) => tx.execute('TRUNCATE rounds, visits'));
    await db.transaction((tx) => keep.changed(tx, rounds));
    for (const batch of batches) await db.transaction((tx) => keep.visited(tx, batch));
  }

  async function missedByPage(db: Database, within: string | undefined, limit: number) {
    const list = new ListMissedRounds(db);
    const found: Awaited<ReturnType<ListMissedRounds['execute']>> = [];
    for (let after: (typeof found)[number] | undefined; ;) {
      const page = await list.execute({ place: within, from: FROM, to: TO, after, limit });
      found.push(...page);
      if (page.length < limit) return found;
      after = page.at(-1);
    }
  }

  it('are those a recomputation from every visit ever told finds, in whatever batches', async () => {
    await withDatabase('tracking', async (db) => {
      const property = fc.asyncProperty(world, async ({ rounds, visits, cut, ...asked }) => {
        // the second half comes first, then everything: re-sent visits and late versions
        await start(db, rounds, visits.slice(cut), visits);
        const should = missedRounds(rounds, visits, FROM, TO, asked.place);
        expect(await missedByPage(db, asked.place, asked.limit)).toEqual(should);
        for (const day of [FROM, addDays(FROM, 5), TO]) {
          const filter = { day, place: asked.place, after: undefined, limit: 100 };
          expect(await new ListMissedVillages(db).execute(filter)).toEqual(
            missedVillages(rounds, visits, day, asked.place),
          );
        }
      });
      await fc.assert(property, { numRuns: 60 });
    });
  });
});
