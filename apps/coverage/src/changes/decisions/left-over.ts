import { pairKey, type Wish } from './decision-item';
import { isInForce, type StoredChange } from '../stored-change';

/** A code that nothing explains any more. */
export interface LeftOver {
  readonly change: StoredChange;
  readonly side: 'from' | 'to';
  readonly code: string;
}

/** The codes of changes that give way, as far as the wishes do not name them on the same side. */
export function leftOver(wishes: readonly Wish[], gone: readonly StoredChange[]): LeftOver[] {
  const named = new Set<string>();
  for (const { pair, status, changes } of wishes) {
    if (!isInForce(status)) continue;
    for (const { from, to } of changes) {
      for (const code of from) named.add(`${pairKey(pair)} from ${code}`);
      for (const code of to) named.add(`${pairKey(pair)} to ${code}`);
    }
  }
  return gone.flatMap((change) =>
    (['from', 'to'] as const).flatMap((side) =>
      change[side]
        .filter((code) => !named.has(`${pairKey(change)} ${side} ${code}`))
        .map((code) => ({ change, side, code })),
    ),
  );
}
