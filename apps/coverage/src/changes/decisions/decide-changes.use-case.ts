import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import { v7 as newId } from 'uuid';
import { heirOf } from '../../lineage/proposing/heir';
import { NoteChange } from '../../region-reads/note-change.use-case';
import { EditionRows } from '../../register/edition-rows.query';
import { type RegisterRow, regionOf } from '../../register/register-row';
import { ProjectUnits } from '../../units/project-units.use-case';
import { ChangeRepository, type CodeOfPair } from '../change.repository';
import { DecisionsRefused } from '../changes.errors';
import { type DecisionFault, type DecisionItem, pairKey, type Wish } from './decision-item';
import { judgeItem } from './judge-item';
import { judgeTogether } from './judge-together';
import { leftOver } from './left-over';
import { OWN_REASONS } from './own-reasons';
import { stemOf } from '../record-proposals.use-case';
import { type Decision, isInForce, type StoredChange } from '../stored-change';

export interface DecisionsToMake {
  /** An organisation's name, never a person's. */
  readonly decidedBy: string;
  readonly items: readonly DecisionItem[];
  /** Decide what can be decided, and name the rest; left away, one fault refuses all. */
  readonly keepGoodRows: boolean;
}

export interface DecisionsMade {
  readonly results: readonly {
    line: number;
    outcome: 'decided' | 'unchanged';
    changeIds: string[];
  }[];
  readonly rejections: readonly DecisionFault[];
  /** Changes that gave way, those that were decided on among them. */
  readonly superseded: readonly string[];
  /** Changes that wait anew, since what explained their units gave way. */
  readonly leftWaiting: readonly string[];
}

interface Judged {
  readonly wishes: readonly Wish[];
  readonly unchanged: readonly DecisionItem[];
  readonly faults: readonly DecisionFault[];
  /** What stands about the codes of the wishes. */
  readonly others: readonly StoredChange[];
}
type Known = ReadonlyMap<string, ReadonlyMap<string, RegisterRow>>;
type Loaded = readonly { readonly date: Day; readonly ordinal: number }[];

/** An organisation's word on changes: all of it in one act, or none of it. */
@Injectable()
export class DecideChanges {
  constructor(
    private readonly changes: ChangeRepository,
    private readonly editions: EditionRows,
    private readonly units: ProjectUnits,
    private readonly noteChange: NoteChange,
  ) {}

  /** @throws DecisionsRefused */
  async execute(tx: Tx, request: DecisionsToMake, clock: () => Instant): Promise<DecisionsMade> {
    const { decidedBy, items, keepGoodRows } = request;
    const act = { act: 'decide' as const, decidedBy, document: null, note: null };
    const decision = await this.changes.open(tx, act);
    const loaded = await this.editions.loaded(tx);
    const judged = await this.judge(tx, items, loaded);
    if (judged.faults.length > 0 && !keepGoodRows) throw new DecisionsRefused(judged.faults);
    const unchanged = judged.unchanged.map(({ line, changeId }) => ({
      line,
      outcome: 'unchanged' as const,
      changeIds: changeId === null ? [] : [changeId],
    }));
    if (judged.wishes.length === 0) {
      return { results: unchanged, rejections: judged.faults, superseded: [], leftWaiting: [] };
    }
    const made = await this.write(tx, decision, judged, loaded);
    await this.changes.keep(tx, decision, clock());
    await this.noteChange.execute(tx);
    return { ...made, results: [...unchanged, ...made.results], rejections: judged.faults };
  }

  private async judge(tx: Tx, items: readonly DecisionItem[], loaded: Loaded): Promise<Judged> {
    const ids = items.flatMap(({ changeId }) => changeId ?? []);
    const standing = await this.changes.standing(tx, ids);
    const dates = loaded.map(({ date }) => date);
    const faults: DecisionFault[] = [];
    const unchanged: DecisionItem[] = [];
    let wishes: Wish[] = [];
    for (const item of items) {
      const one = judgeItem(item, standing.get(item.changeId ?? ''), dates);
      if (one === 'unchanged') unchanged.push(item);
      else if ('fault' in one) faults.push(one.fault);
      else wishes.push(one.wish);
    }
    const unknown = await this.unknownUnits(tx, wishes);
    faults.push(...unknown);
    wishes = without(wishes, unknown);
    for (;;) {
      const others = await this.changes.about(tx, codesOf(wishes));
      const found = judgeTogether(wishes, others);
      if (found.length === 0) return { wishes, unchanged, faults, others };
      faults.push(...found);
      wishes = without(wishes, found); // fewer each time
    }
  }

  private async unknownUnits(tx: Tx, wishes: readonly Wish[]): Promise<DecisionFault[]> {
    const known = await this.known(tx, wishes);
    return wishes.flatMap(({ item, pair, changes }) =>
      changes.flatMap((change) =>
        (['from', 'to'] as const).flatMap((side) =>
          change[side]
            .filter((code) => !known.get(dateOf(pair, side))?.has(code))
            .map((code): DecisionFault => ({
              line: item.line,
              field: side,
              code: 'unit-unknown',
              reason: `${dateOf(pair, side)} 的名录中没有单元 ${code}。the register of ${dateOf(pair, side)} has no unit ${code}`,
              fix: 'from 请填前一名录版的单元，to 请填后一名录版的单元。from names units of the earlier edition, to units of the later one',
            })),
        ),
      ),
    );
  }

  /** The rows that wishes name, by edition and code. */
  private async known(tx: Tx, wishes: readonly Wish[]): Promise<Known> {
    const byDate = new Map<Day, Set<string>>();
    for (const { code, side, ...pair } of codesOf(wishes)) {
      const date = dateOf(pair, side);
      byDate.set(date, (byDate.get(date) ?? new Set()).add(code));
    }
    const known = new Map<Day, Map<string, RegisterRow>>();
    for (const [date, codes] of byDate) {
      known.set(date, await this.editions.some(tx, date, [...codes]));
    }
    return known;
  }

  private async write(
    tx: Tx,
    decision: Decision,
    { wishes, others }: Judged,
    loaded: Loaded,
  ): Promise<Omit<DecisionsMade, 'rejections'>> {
    const known = await this.known(tx, wishes);
    const results = wishes.map((wish) => ({ wish, changes: storedOf(wish, known) }));
    const inForce = wishes.filter(({ status }) => isInForce(status));
    const named = new Set(codesOf(inForce).map(keyOf));
    const givingWay = others.filter(
      (other) =>
        other.status !== 'accepted' && codesOfChange(other).some((c) => named.has(keyOf(c))),
    );
    const said = wishes.flatMap(({ supersedes }) => supersedes ?? []);
    const gone = distinct([...said, ...givingWay]);
    const rejected = new Set(
      wishes.filter(({ status }) => !isInForce(status)).map((w) => w.supersedes?.changeId),
    );
    const left = leftOver(
      wishes,
      gone.filter(({ changeId }) => !rejected.has(changeId)),
    ).map(waitingOf);
    const superseded = gone.map(({ changeId }) => changeId);
    await this.changes.supersede(tx, superseded, decision);
    const stored = results.flatMap(({ changes }) => changes);
    await this.changes.add(tx, [...stored, ...left], decision);
    for (const region of regionsMoved(stored, gone)) {
      await this.units.execute(tx, loaded, region, decision.ordinal);
    }
    return {
      results: results.map(({ wish, changes }) => ({
        line: wish.item.line,
        outcome: 'decided' as const,
        changeIds: changes.map(({ changeId }) => changeId),
      })),
      superseded,
      leftWaiting: left.map(({ changeId }) => changeId),
    };
  }
}

function storedOf({ item, pair, status, supersedes, changes }: Wish, known: Known): StoredChange[] {
  const nameOf = {
    earlier: (code: string) => stemOf(known.get(pair.earlier)?.get(code)),
    later: (code: string) => stemOf(known.get(pair.later)?.get(code)),
  };
  const isAsProposed = item.word === 'accept' || item.word === 'reject';
  return changes.map((change) => ({
    ...change,
    ...pair,
    changeId: newId(),
    region: regionOf(change.from[0] ?? change.to[0] ?? ''),
    status,
    confidence: isAsProposed ? (supersedes?.confidence ?? null) : null,
    reason: isAsProposed ? (supersedes?.reason ?? 'decided') : 'decided',
    parameters: isAsProposed ? (supersedes?.parameters ?? {}) : {},
    heir: heirOf(change, nameOf),
    document: item.document,
    note: item.note,
  }));
}

function waitingOf({ change, side, code }: ReturnType<typeof leftOver>[number]): StoredChange {
  const { earlier, later, region } = change;
  const codes = side === 'from' ? { from: [code], to: [] } : { from: [], to: [code] };
  return {
    ...codes,
    ...{ earlier, later, region },
    changeId: newId(),
    kind: side === 'from' ? 'abolish' : 'create',
    status: 'waiting',
    confidence: null,
    reason: 'left-by-decision',
    parameters: {},
    heir: null,
    effectiveOn: later,
  };
}

/** Regions in which units may have moved, by what comes into force and by what gives way. */
function regionsMoved(
  stored: readonly StoredChange[],
  gone: readonly StoredChange[],
): ReadonlySet<string> {
  return new Set([...stored, ...gone].filter(movesUnits).map(({ region }) => region));
}

/** Not by reading a list and agreeing that a unit is gone: with the later edition it is, anyway. */
function movesUnits({ status, reason, kind, effectiveOn, later }: StoredChange): boolean {
  if (!isInForce(status)) return false;
  const isAsRead = !Object.hasOwn(OWN_REASONS, reason) && effectiveOn === later;
  return !isAsRead || (kind !== 'create' && kind !== 'abolish');
}

function dateOf({ earlier, later }: { earlier: Day; later: Day }, side: 'from' | 'to'): Day {
  return side === 'from' ? earlier : later;
}

function codesOf(wishes: readonly Wish[]): CodeOfPair[] {
  return wishes.flatMap(({ pair, changes }) =>
    changes.flatMap((change) => codesOfChange({ ...change, ...pair })),
  );
}

function codesOfChange(
  change: Pick<StoredChange, 'earlier' | 'later' | 'from' | 'to'>,
): CodeOfPair[] {
  const { earlier, later } = change;
  return (['from', 'to'] as const).flatMap((side) =>
    change[side].map((code) => ({ earlier, later, side, code })),
  );
}

function keyOf({ side, code, ...pair }: CodeOfPair): string {
  return `${pairKey(pair)} ${side} ${code}`;
}

function without(wishes: readonly Wish[], faults: readonly DecisionFault[]): Wish[] {
  const lines = new Set(faults.map(({ line }) => line));
  return wishes.filter(({ item }) => !lines.has(item.line));
}

function distinct(changes: readonly StoredChange[]): StoredChange[] {
  return [...new Map(changes.map((change) => [change.changeId, change])).values()];
}
