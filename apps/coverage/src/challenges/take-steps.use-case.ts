import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { canonicalJson, dayOf, type Instant } from '@youlu/vocabulary';
import { AppendAudit } from '../audit/append-audit.use-case';
import type { AuditStep } from '../audit/audit-entry';
import { DeclaredOperators } from '../declarations/declared-operators.query';
import { NoteChange } from '../region-reads/note-change.use-case';
import type { Objection, StandingChallenge } from '../challenge-rules/challenge';
import { matterOf } from '../challenge-rules/challenge-reason';
import { moveChallenge, mover } from '../challenge-rules/challenge-state';
import {
  decidedOn,
  isOverdue,
  objectToLateness,
  objectToStep,
  rulingOf,
  type StepWanted,
  timeOut,
} from '../challenge-rules/challenge-step';
import { ChallengeRepository, type StepKept } from './challenge.repository';
import { EvidenceFileRepository } from './evidence-file.repository';
import { type IndexedRow, type JudgedRows, objectToFiles } from './open-challenges.use-case';
import { ShownParcels } from './shown-parcels.query';
import type { Ruling } from '../rulings/ruling';
import { dueOn } from '../challenge-rules/time-limits';

/**
 * Takes challenges a step further, row by row: answers, settlements, withdrawals and what the clock
 * decides. The step that was taken last, sent again, changes nothing. Where time has run out, the clock
 * comes first: when its job runs must decide nothing.
 */
@Injectable()
export class TakeSteps {
  constructor(
    private readonly challenges: ChallengeRepository,
    private readonly files: EvidenceFileRepository,
    private readonly parcels: ShownParcels,
    private readonly operators: DeclaredOperators,
    private readonly audit: AppendAudit,
    private readonly noteChange: NoteChange,
  ) {}

  async execute(
    tx: Tx,
    rows: readonly IndexedRow<StepWanted>[],
    now: Instant,
  ): Promise<JudgedRows> {
    const judged: JudgedRows = { results: [], rejections: [] };
    const round = await this.begin(tx, rows, now);
    for (const { index, row } of rows) {
      const { challengeId } = row;
      const challenge = round.challenges.get(challengeId);
      const before = round.steps.get(challengeId)?.at(-1);
      if (before && challenge && isTheSame(row, before, challenge)) {
        judged.results.push({ index, challengeId, outcome: 'unchanged' });
        continue;
      }
      if (challenge && row.move !== 'time-out' && isOverdue(challenge, dayOf(now))) {
        const { state } = await this.advance(round, timeOut(challengeId), challenge);
        judged.rejections.push({ index, ...objectToLateness(challenge, state) });
        continue;
      }
      const objection = round.objectTo(row);
      if (objection || !challenge) {
        if (objection) judged.rejections.push({ index, ...objection });
        continue;
      }
      await this.advance(round, row, challenge);
      judged.results.push({ index, challengeId, outcome: 'stored' });
    }
    await this.audit.execute(tx, round.audited, now);
    if (round.rulings > 0) await this.noteChange.execute(tx);
    return judged;
  }

  /** Locks the challenges and reads what the rows are judged against. */
  private async begin(
    tx: Tx,
    rows: readonly IndexedRow<StepWanted>[],
    now: Instant,
  ): Promise<Round> {
    const wanted = rows.map(({ row }) => row);
    const ids = [...new Set(wanted.map(({ challengeId }) => challengeId))].sort();
    const challenges = await this.challenges.lock(tx, ids);
    const steps = new Map<string, StepKept[]>(ids.map((id) => [id, []]));
    for (const step of await this.challenges.steps(tx, ids))
      steps.get(step.challengeId)?.push(step);
    const files = await this.files.known(
      tx,
      wanted.flatMap((row) => row.files),
    );
    const objectToParcels = await this.parcels.objections(tx, wanted, challenges);
    const operators = await this.operators.of(tx, [...challenges.values()]);
    const objectTo = (row: StepWanted): Objection | undefined => {
      const { challengeId } = row;
      const answeredBy = (steps.get(challengeId) ?? []).flatMap(answererOf);
      const named = operators.get(challengeId);
      return (
        objectToStep(row, challenges.get(challengeId), dayOf(now), answeredBy, named) ??
        objectToFiles(row.files, files) ??
        objectToParcels(row)
      );
    };
    return { tx, now, challenges, steps, objectTo, audited: [], rulings: 0 };
  }

  private async advance(
    round: Round,
    wanted: StepWanted,
    before: StandingChallenge,
  ): Promise<StandingChallenge> {
    const { tx, now } = round;
    const { challengeId, move, standing, organisation, note, files, trackingNumbers } = wanted;
    const state = moveChallenge(before.state, move, matterOf(before));
    if (state === null) throw new Error(`${move} was let through from ${before.state}`);
    const settledOn = decidedOn(move, before, dayOf(now));
    const changedOn = wanted.changedOn ?? before.changedOn;
    const challenge = { ...before, state, dueOn: dueOn(state, settledOn), changedOn };
    await this.challenges.move(tx, challengeId, challenge);
    const steps = round.steps.get(challengeId) ?? [];
    const who = { challengeId, standing, organisation, note, files, trackingNumbers };
    const step = { ...who, ordinal: (steps.at(-1)?.ordinal ?? 0) + 1, move, state, at: now };
    await this.challenges.addSteps(tx, [step]);
    const ruling = state === 'upheld' ? rulingOf(challenge, now, settledOn) : undefined;
    if (ruling) {
      await this.challenges.addRuling(tx, ruling);
      round.rulings++;
    }
    round.challenges.set(challengeId, challenge);
    steps.push(step);
    round.audited.push(auditOf(wanted, challenge, ruling));
    return challenge;
  }
}

/** What a batch of steps is judged against, and what has come of those before in it. */
interface Round {
  readonly tx: Tx;
  readonly now: Instant;
  readonly challenges: Map<string, StandingChallenge>;
  /** By challenge, oldest first. */
  readonly steps: ReadonlyMap<string, StepKept[]>;
  readonly objectTo: (row: StepWanted) => Objection | undefined;
  readonly audited: AuditStep[];
  rulings: number;
}

function answererOf({ move, organisation }: StepKept): string[] {
  const isAnswer = move !== 'open' && mover(move) === 'operator';
  return isAnswer && organisation !== null ? [organisation] : [];
}

/** Whether a row says what the last step said, by the same. */
function isTheSame(row: StepWanted, last: StepKept, { changedOn }: StandingChallenge): boolean {
  const said = (step: StepWanted | StepKept, day: string | null): string => {
    const { move, standing, organisation, note, files, trackingNumbers } = step;
    return canonicalJson({ move, standing, organisation, note, files, trackingNumbers, day });
  };
  const day = row.move === 'concede-changed' ? changedOn : null;
  return said(row, row.changedOn) === said(last, day);
}

function auditOf(
  row: StepWanted,
  { state, unitCode, indicator }: StandingChallenge,
  ruling: Ruling | undefined,
): AuditStep {
  const { challengeId, move, organisation, standing, files, trackingNumbers, changedOn } = row;
  const shown = { files, trackingNumbers, changedOn };
  const ruled = ruling && { verdict: ruling.verdict, from: ruling.from, to: ruling.to };
  const referred = state === 'referred' ? { referredTo: 'lineage-review' } : {};
  const outcome = ruled === undefined ? referred : { ruling: ruled };
  const detail = { state, unitCode, indicator, standing, ...shown, note: row.note, ...outcome };
  return { subject: 'challenge', subjectId: challengeId, step: move, organisation, detail };
}
