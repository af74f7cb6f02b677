import type { SnapshotFact } from '@youlu/contracts';
import type { Instant } from '@youlu/vocabulary';
import type { Folded } from './contributions';
import { deriveDelivery, nextEffective } from './delivery';
import type { Fact } from './fact';
import type { Parcel } from '../parcel';

/** Since when what a snapshot says of a fact is known, and what was known before. */
export type KnownHistory = Pick<SnapshotFact, 'knownFrom' | 'endKnownFrom' | 'formerly'>;

type Former = NonNullable<SnapshotFact['formerly']>[number];

/** Beyond as many changes of mind about a parcel, or a fact, only the latest are told. */
const TURNS_MAX = 64;

/**
 * What was known when, of the facts of a parcel: at any instant, what a fold of only what had been
 * recorded by then gave. Nothing is remembered for it: facts, corrections and the booking say when
 * they were recorded, so it comes out the same whatever the order of arrival. The plan is taken as it
 * is, since it never makes evidence or undoes it.
 *
 * Where facts became known in the order in which they happened, as they mostly do, each verdict has
 * held since its fact was recorded, and nothing has to be folded again.
 */
export class KnownHistories {
  private readonly told: ReadonlyMap<Fact, KnownHistory> | undefined;

  constructor(private readonly folded: Folded) {
    this.told = becameKnownInOrder(folded) ? undefined : foldAsKnown(folded);
  }

  /** @param next the effective fact that ended it, if there is one */
  of(fact: Fact, next: Fact | undefined): KnownHistory {
    if (this.told) return this.told.get(fact) ?? {};
    return next && next.recordedAt > fact.recordedAt ? { endKnownFrom: next.recordedAt } : {};
  }
}

function becameKnownInOrder({ parcel, delivery }: Folded): boolean {
  if (parcel.withdrawals.length > 0) return false;
  let latest = parcel.booking?.bookedAt ?? -Infinity;
  return parcel.facts.every((fact, i) => {
    if (fact.recordedAt < latest || delivery.verdicts[i] === 'conflicting') return false;
    latest = fact.recordedAt;
    return true;
  });
}

/** Folds the parcel as it was known just before each turn; between turns facts were only added. */
function foldAsKnown({ parcel, delivery }: Folded): Map<Fact, KnownHistory> {
  const turns = turnsOf(parcel).slice(-TURNS_MAX);
  const statements = new Map<Fact, Former[]>(parcel.facts.map((fact) => [fact, []]));
  [...turns, Infinity].forEach((to, i) => {
    const known = to === Infinity ? { parcel, delivery } : foldBefore(parcel, to);
    const from = turns[i - 1] ?? -Infinity;
    noteStatements(statements, known, from, to);
  });
  return new Map([...statements].map(([fact, said]) => [fact, historyOf(fact, said)]));
}

/** Instants at which something became known that may have changed what is said of facts before it. */
function turnsOf({ facts, withdrawals, booking }: Parcel): Instant[] {
  const turns = new Set<Instant>();
  let earliestAfter = Infinity;
  for (const fact of [...facts].reverse()) {
    if (earliestAfter < fact.recordedAt) turns.add(fact.recordedAt); // it happened before a known one
    earliestAfter = Math.min(earliestAfter, fact.recordedAt);
  }
  if (booking?.bookedAt !== undefined && earliestAfter < booking.bookedAt) {
    turns.add(booking.bookedAt);
  }
  for (const { scanId, withdrawnAt } of withdrawals) {
    if (facts.some((fact) => fact.scanId === scanId)) turns.add(withdrawnAt);
  }
  const first = new Map<string, Instant>();
  for (const { scanId, recordedAt } of facts) {
    const before = first.get(scanId);
    if (before !== undefined) turns.add(Math.max(before, recordedAt)); // from then on they conflict
    first.set(scanId, Math.min(before ?? recordedAt, recordedAt));
  }
  return [...turns].sort((a, b) => a - b);
}

function foldBefore(parcel: Parcel, instant: Instant): Folded {
  const { booking } = parcel;
  const known: Parcel = {
    ...parcel,
    facts: parcel.facts.filter(({ recordedAt }) => recordedAt < instant),
    withdrawals: parcel.withdrawals.filter(({ withdrawnAt }) => withdrawnAt < instant),
    booking: (booking?.bookedAt ?? -Infinity) < instant ? booking : undefined,
  };
  return { parcel: known, delivery: deriveDelivery(known) };
}

function noteStatements(
  statements: ReadonlyMap<Fact, Former[]>,
  { parcel, delivery }: Folded,
  turn: Instant,
  to: Instant,
): void {
  parcel.facts.forEach((fact, i) => {
    const said = statements.get(fact) as Former[];
    const verdict = delivery.verdicts[i] as Former['verdict'];
    const from = Math.max(turn, fact.recordedAt);
    const next = nextEffective(fact, delivery);
    const endsFrom = next ? Math.max(from, next.recordedAt) : to;
    if (from < endsFrom) note(said, { from, to: endsFrom, verdict, endsAt: null });
    if (next && endsFrom < to) {
      note(said, { from: endsFrom, to, verdict, endsAt: next.occurredAt });
    }
  });
}

/** Adds to what was said before, or lengthens it where the same goes on being said. */
function note(said: Former[], next: Former): void {
  const last = said.at(-1);
  if (last && last.verdict === next.verdict && last.endsAt === next.endsAt) {
    said[said.length - 1] = { ...last, to: next.to };
  } else {
    said.push(next);
  }
}

/** The last statement is what the snapshot says; an end that was open before needs no former one. */
function historyOf(fact: Fact, said: readonly Former[]): KnownHistory {
  const now = said.at(-1);
  if (!now) return {};
  const before = said.at(-2);
  const wasOpen = before?.endsAt === null && before.verdict === now.verdict;
  const { from: knownFrom } = wasOpen ? before : now;
  const formerly = said.slice(0, wasOpen ? -2 : -1).slice(-TURNS_MAX);
  return {
    ...(knownFrom === fact.recordedAt ? {} : { knownFrom }),
    ...(wasOpen ? { endKnownFrom: now.from } : {}),
    ...(formerly.length === 0 ? {} : { formerly }),
  };
}
