import type { Day } from '@youlu/vocabulary';
import type { ReasonCode, ReasonParameters } from './proposing/change-reasons';

/** What can happen to units between two neighbouring editions of the register. */
export const CHANGE_KINDS = [
  'create',
  'abolish',
  'rename',
  'recode',
  'merge',
  'split',
  'transfer',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/**
 * What two neighbouring editions say, or a person says, happened between them. Within one edition a
 * code means one unit, so codes are enough: `from` are codes of the earlier edition, `to` of the
 * later one, both sorted.
 */
export interface StatedChange {
  readonly kind: ChangeKind;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** A change that the matcher reads out of two editions. */
export interface ProposedChange extends StatedChange {
  /** How sure the reading is: one of CONFIDENCES; what applies by itself is a policy. */
  readonly confidence: number;
  readonly reason: ReasonCode;
  /** What the words of the reason need. */
  readonly parameters: ReasonParameters;
}

/** How many codes of each edition a change of each kind names. */
const SIDES: Readonly<Record<ChangeKind, { from: '0' | '1' | 'n'; to: '0' | '1' | 'n' }>> = {
  create: { from: '0', to: '1' },
  abolish: { from: '1', to: '0' },
  rename: { from: '1', to: '1' },
  recode: { from: '1', to: '1' },
  transfer: { from: '1', to: '1' },
  merge: { from: 'n', to: '1' },
  split: { from: '1', to: 'n' },
};

/** Whether a change names as many codes as its kind has. */
export function hasSidesOfItsKind({ kind, from, to }: StatedChange): boolean {
  const fits = (side: '0' | '1' | 'n', codes: readonly string[]): boolean =>
    side === 'n' ? codes.length >= 2 : codes.length === Number(side);
  return fits(SIDES[kind].from, from) && fits(SIDES[kind].to, to);
}

export function sameCodes(a: StatedChange, b: StatedChange): boolean {
  return a.from.join() === b.from.join() && a.to.join() === b.to.join();
}

/** A change that is in force between two neighbouring editions. */
export interface ChangeInForce extends StatedChange {
  readonly changeId: string;
  readonly earlier: Day;
  readonly later: Day;
  /** The first day on which it holds: after the earlier edition, at the latest with the later one. */
  readonly effectiveOn: Day;
  /**
   * Of a merge the code in `from`, of a split the code in `to` that is the same unit as the one on
   * the other side, null where none is; the other kinds need none.
   */
  readonly heir: string | null;
}

/** A change on the way from one register to another, as an explanation names it. */
export type ChangeRef = Omit<ChangeInForce, 'heir'>;
