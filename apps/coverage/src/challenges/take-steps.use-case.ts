import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { canonicalJson, dayOf, type Instant } from '@youlu/vocabulary';
import { AppendAudit } from '../audit/append-audit.use-case';
import type { AuditStep } from '../audit/audit-entry';
import { NoteChange } from '../region-reads/note-change.use-case';
import type { StandingChallenge } from '../challenge-rules/challenge';
import { moveChallenge } from '../challenge-rules/challenge-state';
import {
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
    private readonly audit: AppendAudit,
    private readonly noteChange: NoteChange,
  ) {}

  async execute(
    tx: Tx,
    rows: readonly IndexedRow<StepWanted>[],
    now: Instant,
  ): Promise<JudgedRows> {
    const judged: JudgedRows = { results: [], rejections: [] };
    const ids = [...new Set(rows.map(({ row }) => row.challengeId))].sort();
    const challenges = await this.challenges.lock(tx, ids);
    const last = new Map<string, StepKept>();
    for (const step of await this.challenges.steps(tx, ids)) last.set(step.challengeId, step);
    const files = await this.files.known(
      tx,
      rows.flatMap(({ row }) => row.files),
    );
    const audited: AuditStep[] = [];
    let rulings = 0;
    const advance = async (step: StepWanted, challenge: StandingChallenge): Promise<void> => {
      const { challengeId } = step;
      const ordinal = (last.get(challengeId)?.ordinal ?? 0) + 1;
      const moved = await this.take(tx, step, challenge, ordinal, now);
      challenges.set(challengeId, moved.challenge);
      last.set(challengeId, moved.step);
      audited.push(auditOf(step, moved.challenge));
      if (moved.hasRuling) rulings++;
    };
    for (const { index, row } of rows) {
      const { challengeId } = row;
      const challenge = challenges.get(challengeId);
      const before = last.get(challengeId);
      if (before && challenge && isTheSame(row, before, challenge)) {
        judged.results.push({ index, challengeId, outcome: 'unchanged' });
        continue;
      }
      if (challenge && row.move !== 'time-out' && isOverdue(challenge, dayOf(now))) {
        await advance(timeOut(challengeId), challenge);
        const { state } = challenges.get(challengeId) ?? challenge;
        judged.rejections.push({ index, ...objectToLateness(challenge, state) });
        continue;
      }
      const objection = objectToStep(row, challenge, dayOf(now)) ?? objectToFiles(row.files, files);
      if (objection || !challenge) {
        if (objection) judged.rejections.push({ index, ...objection });
        continue;
      }
      await advance(row, challenge);
      judged.results.push({ index, challengeId, outcome: 'stored' });
    }
    await this.audit.execute(tx, audited, now);
    if (rulings > 0) await this.noteChange.execute(tx);
    return judged;
  }

  private async take(
    tx: Tx,
    wanted: StepWanted,
    before: StandingChallenge,
    ordinal: number,
    now: Instant,
  ): Promise<{ challenge: StandingChallenge; step: StepKept; hasRuling: boolean }> {
    const today = dayOf(now);
    const state = moveChallenge(before.state, wanted.move);
    if (state === null) throw new Error(`${wanted.move} was let through from ${before.state}`);
    const changedOn = wanted.changedOn ?? before.changedOn;
    const challenge = { ...before, state, dueOn: dueOn(state, today), changedOn };
    await this.challenges.move(tx, before.challengeId, challenge);
    const { challengeId, move, standing, organisation, note, files, trackingNumbers } = wanted;
    const who = { challengeId, standing, organisation, note, files, trackingNumbers };
    const step = { ...who, ordinal, move, state, at: now };
    await this.challenges.addSteps(tx, [step]);
    const hasRuling = state === 'upheld';
    if (hasRuling) await this.challenges.addRuling(tx, rulingOf(challenge, now, today));
    return { challenge, step, hasRuling };
  }
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

function auditOf(row: StepWanted, { state, unitCode, indicator }: StandingChallenge): AuditStep {
  const { challengeId, move, organisation, standing, files, trackingNumbers, changedOn } = row;
  const shown = { files, trackingNumbers, changedOn };
  const detail = { state, unitCode, indicator, standing, ...shown, note: row.note };
  return { subject: 'challenge', subjectId: challengeId, step: move, organisation, detail };
}
