import type { RegisterRow } from '../register/register-row';
import type { ProposedChange } from './change';

/** A row of one edition that the other does not state word for word is all that is known: no reading. */
const NO_READING = 0;

/**
 * The changes between two neighbouring editions of one region (a province: two digits), for whatever
 * they do not state with the same code, name, kind and parent. Each code that is not stated alike is
 * on its side of exactly one change. One that is stated alike is the same unit; it can be named too,
 * where others merged into it or split from it.
 */
export function proposeChanges(
  earlier: readonly RegisterRow[],
  later: readonly RegisterRow[],
): ProposedChange[] {
  const stated = new Map(later.map((row) => [row.code, row]));
  const changes: ProposedChange[] = [];
  for (const row of earlier) {
    const other = stated.get(row.code);
    if (other && statesTheSame(row, other)) stated.delete(row.code);
    else {
      const [kind, reason] = ['abolish', 'code-gone'] as const;
      changes.push({ kind, from: [row.code], to: [], confidence: NO_READING, reason });
    }
  }
  for (const code of stated.keys()) {
    const [kind, reason] = ['create', 'code-new'] as const;
    changes.push({ kind, from: [], to: [code], confidence: NO_READING, reason });
  }
  return changes;
}

/** Whether two editions say the same of a code: then it is the same unit, and nothing is proposed. */
function statesTheSame(a: RegisterRow, b: RegisterRow): boolean {
  return (
    a.code === b.code && a.name === b.name && a.kind === b.kind && a.parentCode === b.parentCode
  );
}
