import { type Instant, startOfDay } from '@youlu/vocabulary';
import type { RunningCoverage } from '../../apps/coverage/src/testing/running-coverage';
import type { SmallWorld } from '../../apps/coverage/src/testing/small-worlds';
import { BASE, LATER } from './told-lists';

const DAY_MS = 86_400_000;

/** The instant as of which a world is asked about besides now: facts of it were recorded on both sides. */
export const knownAtOf = ({ asOf }: SmallWorld): Instant => startOfDay(asOf) - 3 * DAY_MS;

/**
 * Which acts had been recorded by then, world after world: the later edition and what was said of its
 * changes; the edition alone; the first edition alone; nothing.
 */
export const CUTS = [
  { base: true, later: true, changes: true },
  { base: true, later: true, changes: false },
  { base: true, later: false, changes: false },
  { base: false, later: false, changes: false },
] as const;
/** After so many worlds every cut was made that tells two editions apart. */
export const CUTS_OF_TWO = 3;

/** What is listed with its key; a world is told declarations anew, the rest stays from world to world. */
const LISTED = {
  declarations: 'declaration_id',
  declaration_filings: 'filing_id',
  coverage_targets: 'target_id',
  mail_prescriptions: 'prescription_id',
  rulings: 'challenge_id',
};

/**
 * Puts what was recorded when the test ran on both sides of `knownAt`: of every list one row before it
 * and the next one behind, the other way round in the next world; registers and acts as `CUTS` says.
 */
export async function recordAround(
  { db }: RunningCoverage,
  knownAt: Instant,
  world: number,
): Promise<void> {
  const cut = CUTS[world % CUTS.length] ?? CUTS[0];
  const at = (isKnown: boolean, days: number): Instant =>
    isKnown ? knownAt - (10 - days) * DAY_MS : knownAt + days * DAY_MS;
  await db.transaction(async (tx) => {
    // No program of ours records anything anew: the guard is set aside for the test.
    await tx.execute('ALTER TABLE rulings DISABLE TRIGGER USER');
    for (const [table, key] of Object.entries(LISTED)) {
      await tx.execute(
        `UPDATE ${table} t SET recorded_at = $1::int8
           + CASE WHEN (o.n + $2::int) % 2 = 0 THEN -1 ELSE 1 END * o.n * 3600000
         FROM (SELECT ${key} AS key, row_number() OVER (ORDER BY ${key}) AS n FROM ${table}) o
         WHERE o.key = t.${key}`,
        [knownAt, world],
      );
    }
    await tx.execute('ALTER TABLE rulings ENABLE TRIGGER USER');
    const registers = [
      [BASE, at(cut.base, 1)],
      [LATER, at(cut.later, 2)],
    ] as const;
    for (const [date, recordedAt] of registers) {
      await tx.execute('UPDATE registers SET recorded_at = $2 WHERE register_date = $1', [
        date,
        recordedAt,
      ]);
    }
    // The imports, then what the test says of the changes: acts are recorded in their order.
    const acts = [at(cut.later, 2), at(cut.changes, 3)];
    await tx.execute(
      `UPDATE decisions SET recorded_at = CASE act WHEN 'correct' THEN $2::int8 ELSE $1::int8 END`,
      acts,
    );
    await tx.execute('UPDATE revisions SET revision = revision + 1');
  });
}
