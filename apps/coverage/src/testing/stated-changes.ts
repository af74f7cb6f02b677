import type { Day } from '@youlu/vocabulary';
import type { ChangeKind } from '../lineage/change';
import type { RunningCoverage } from './running-coverage';

/**
 * Kind, codes before, codes after, which of them is the same unit where it was split or merged, and when
 * it took effect: with the later edition, if nothing else is said.
 */
export type StatedChange = readonly [
  kind: ChangeKind,
  from: readonly string[],
  to: readonly string[],
  heir: string | null,
  effectiveOn?: Day,
];

/** What a person would say of two loaded editions, in place of whatever was read out of them. */
export async function stateChanges(
  { db }: RunningCoverage,
  { earlier, later }: { readonly earlier: Day; readonly later: Day },
  changes: readonly StatedChange[],
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute('DELETE FROM changes');
    const [decision] = await tx.query<{ id: string }>(
      `INSERT INTO decisions (decision_id, ordinal, act, decided_by, recorded_at)
       SELECT gen_random_uuid(), max(ordinal) + 1, 'correct', 'a test', max(recorded_at)
       FROM decisions RETURNING decision_id AS id`,
    );
    for (const [kind, from, to, heir, effectiveOn = later] of changes) {
      const [change] = await tx.query<{ id: string }>(
        `INSERT INTO changes (change_id, earlier, later, region, kind, status, reason, parameters,
                              heir, effective_on, decision_id)
         VALUES (gen_random_uuid(), $1, $2, '65', $3, 'accepted', 'stated', '{}', $4, $6, $5)
         RETURNING change_id AS id`,
        [earlier, later, kind, heir, decision?.id, effectiveOn],
      );
      for (const [side, codes] of Object.entries({ from, to })) {
        await tx.execute(`INSERT INTO change_units SELECT $1, $2, unnest($3::text[])`, [
          change?.id,
          side,
          [...codes],
        ]);
      }
    }
  });
}
