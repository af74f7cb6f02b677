import type { ProposedChange } from '../../apps/coverage/src/lineage/change';
import type { Answer, Question } from './labels.mjs';

/** What the matcher says to a question, beside what people said. */
export interface Judged {
  readonly question: Question;
  readonly answer: Answer;
  /** Nothing where it says that the unit is unchanged. */
  readonly proposal: ProposedChange | undefined;
  readonly isRight: boolean;
}

export interface Score {
  readonly questions: number;
  /** Changes that would apply by themselves, and those of them that are as labelled. */
  readonly applied: number;
  readonly appliedRight: number;
  /** The same where both people were sure. */
  readonly appliedSure: number;
  readonly appliedSureRight: number;
  /** Labelled changes, and those of them that are proposed, for review or not. */
  readonly changes: number;
  readonly changesFound: number;
  /** Labelled sure changes, and those of them that are proposed, for review or not. */
  readonly sureChanges: number;
  readonly sureFound: number;
  /** Rows that are said to be unchanged, only written otherwise, and those that are labelled so. */
  readonly unchanged: number;
  readonly unchangedRight: number;
}

const UNCHANGED = 'unchanged';

export function judge(
  question: Question,
  answer: Answer,
  proposal: ProposedChange | undefined,
): Judged {
  const isRight = proposal
    ? proposal.kind === answer.kind &&
      proposal.from.join() === answer.from.join() &&
      proposal.to.join() === answer.to.join()
    : answer.kind === UNCHANGED;
  return { question, answer, proposal, isRight };
}

export function scoreOf(
  judged: readonly Judged[],
  applies: (proposal: ProposedChange) => boolean,
): Score {
  const applied = judged.filter(({ proposal }) => proposal !== undefined && applies(proposal));
  const appliedSure = applied.filter(({ answer }) => answer.sure);
  const changes = judged.filter(({ answer }) => answer.kind !== UNCHANGED);
  const sure = changes.filter(({ answer }) => answer.sure);
  const unchanged = judged.filter(({ proposal }) => proposal === undefined);
  const right = (some: readonly Judged[]): number => some.filter((one) => one.isRight).length;
  return {
    questions: judged.length,
    applied: applied.length,
    appliedRight: right(applied),
    appliedSure: appliedSure.length,
    appliedSureRight: right(appliedSure),
    changes: changes.length,
    changesFound: right(changes),
    sureChanges: sure.length,
    sureFound: right(sure),
    unchanged: unchanged.length,
    unchangedRight: right(unchanged),
  };
}

/** Never rounded up: 0.9899 is not 99 %. */
export function share(part: number, whole: number): string {
  return whole === 0 ? '-' : `${(Math.floor((part / whole) * 10_000) / 100).toFixed(2)} %`;
}
