import type { ChangeInForce } from '../lineage/change';
import type { ReasonParameters } from '../lineage/proposing/change-reasons';

/**
 * `applied` by the policy, `accepted` or `rejected` by an organisation, or `waiting` for one. In
 * force are the applied and the accepted.
 */
export const CHANGE_STATUSES = ['applied', 'waiting', 'accepted', 'rejected'] as const;
export type ChangeStatus = (typeof CHANGE_STATUSES)[number];

export function isInForce(status: ChangeStatus): boolean {
  return status === 'applied' || status === 'accepted';
}

/** A change as it is kept; never edited, only superseded. */
export interface StoredChange extends ChangeInForce {
  readonly region: string;
  readonly status: ChangeStatus;
  /** Null where a person said so. */
  readonly confidence: number | null;
  /** A `ReasonCode` of the matcher, or `decided` or `left-by-decision`. */
  readonly reason: string;
  readonly parameters: ReasonParameters;
  /** What the decision rests on, and a word about it. */
  readonly document?: string | null;
  readonly note?: string | null;
}

/** An act that changes lineage: an import, or an organisation's word. */
export interface Decision {
  readonly decisionId: string;
  /** Grows by one with every act. */
  readonly ordinal: number;
  readonly act: DecisionAct;
  /** An organisation's name, never a person's. */
  readonly decidedBy: string;
  readonly document: string | null;
  readonly note: string | null;
}

type DecisionAct = 'import' | 'decide';
