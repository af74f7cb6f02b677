import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { Day } from '@youlu/vocabulary';
import { v7 as newId } from 'uuid';
import { appliesByItself, type ApplyPolicy } from '../lineage/proposing/apply-policy';
import { type ProposedChange, sameCodes } from '../lineage/change';
import { heirOf } from '../lineage/proposing/heir';
import { placeName } from '../lineage/names/place-name';
import { proposeChanges } from '../lineage/proposing/propose-changes';
import { isStatedAlike } from '../lineage/stated-alike';
import type { RegisterRow } from '../register/register-row';
import { ChangeRepository } from './change.repository';
import type { ChangeStatus, Decision, StoredChange } from './stored-change';

/** Two neighbouring editions of one region. */
export interface NeighbouringRows {
  readonly region: string;
  readonly earlier: Day;
  readonly later: Day;
  readonly earlierRows: readonly RegisterRow[];
  readonly laterRows: readonly RegisterRow[];
}

export interface RecordedProposals {
  readonly changes: readonly ProposedChange[];
  readonly applied: number;
  readonly waiting: number;
  /** Earlier decisions of organisations that still say something about this pair. */
  readonly repeated: readonly string[];
}

/** Compares two neighbouring editions and keeps what changed, applied or waiting by the policy. */
@Injectable()
export class RecordProposals {
  constructor(private readonly changes: ChangeRepository) {}

  /** @param decided what organisations said of a pair that this one is a part of now */
  async execute(
    tx: Tx,
    decision: Decision,
    rows: NeighbouringRows,
    policy: ApplyPolicy,
    decided: readonly StoredChange[] = [],
  ): Promise<RecordedProposals> {
    const [earlier, later] = [byCode(rows.earlierRows), byCode(rows.laterRows)];
    const repeated = decided.filter((change) => saysSomething(change, earlier, later));
    const proposed = proposeChanges(rows.earlierRows, rows.laterRows);
    const nameOf = {
      earlier: (code: string) => stemOf(earlier.get(code)),
      later: (code: string) => stemOf(later.get(code)),
    };
    const stored = proposed
      .filter((change) => !repeated.some((said) => isSettledBy(change, said)))
      .map((change): StoredChange => {
        const status = appliesByItself(change, policy) ? 'applied' : 'waiting';
        return {
          ...change,
          ...this.placed(rows, status),
          heir: heirOf(change, nameOf),
        };
      });
    const kept = repeated.map((change): StoredChange => {
      const { earlier: from, later: to } = rows;
      const isWithin = from < change.effectiveOn && change.effectiveOn <= to;
      const { effectiveOn, ...place } = this.placed(rows, change.status);
      return { ...change, ...place, effectiveOn: isWithin ? change.effectiveOn : effectiveOn };
    });
    await this.changes.add(tx, [...stored, ...kept], decision);
    const applied = stored.filter(({ status }) => status === 'applied').length;
    return {
      changes: proposed,
      applied,
      waiting: stored.length - applied,
      repeated: repeated.map(({ changeId }) => changeId),
    };
  }

  private placed({ region, earlier, later }: NeighbouringRows, status: ChangeStatus) {
    return { changeId: newId(), region, earlier, later, status, effectiveOn: later };
  }
}

function byCode(rows: readonly RegisterRow[]): Map<string, RegisterRow> {
  return new Map(rows.map((row) => [row.code, row]));
}

/** The name without the way its ending is written: 乡 and 镇 of one stem are one name. */
export function stemOf(row: RegisterRow | undefined): string | undefined {
  return row && placeName(row.name, row.level).stem;
}

/**
 * Whether a decision on a longer way belongs to this step of it: it names codes of both ends, and
 * some of them are not stated alike here. On the other step they are all as before or as after.
 */
function saysSomething(
  { from, to }: StoredChange,
  earlier: ReadonlyMap<string, RegisterRow>,
  later: ReadonlyMap<string, RegisterRow>,
): boolean {
  const knows = from.every((code) => earlier.has(code)) && to.every((code) => later.has(code));
  return (
    knows &&
    [...from, ...to].some((code) => {
      const [a, b] = [earlier.get(code), later.get(code)];
      return !a || !b || !isStatedAlike(a, b);
    })
  );
}

/** What somebody has decided about is not proposed again: accepted, or rejected in the same words. */
function isSettledBy(change: ProposedChange, said: StoredChange): boolean {
  if (said.status === 'rejected') return change.kind === said.kind && sameCodes(change, said);
  return (
    change.from.some((code) => said.from.includes(code)) ||
    change.to.some((code) => said.to.includes(code))
  );
}
