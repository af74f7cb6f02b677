import { appliesByItself, policyOn } from '../../apps/coverage/src/lineage/proposing/apply-policy';
import type { ProposedChange } from '../../apps/coverage/src/lineage/change';
import { proposeChanges } from '../../apps/coverage/src/lineage/proposing/propose-changes';
import { editionRows, rowsWithin } from './editions';
import { agreement, type Question, readAnswers, readQuestions } from './labels.mjs';
import { type Judged, judge, type Score, scoreOf, share } from './score';

const PRECISION_MIN = 0.99;
const RECALL_MIN = 0.95;
const KAPPA_MIN = 0.8;
const MINUTES = 60_000; // a bound, not a measure: the country takes some twenty seconds

/** The other half is scored in CI only, so that nobody tunes the matcher by it. */
const HALVES = process.env['CI'] ? (['no', 'yes'] as const) : (['no'] as const);

/** By the policy that is in force on the day of the newest edition. */
const POLICY = policyOn('2023-06-30');
const applies = (change: ProposedChange): boolean => appliesByItself(change, POLICY);

/**
 * The matcher against what two people read out of the same registers. One half of the answers may be
 * looked at while it is made; the other is only counted, here.
 */
describe('changes proposed between real editions', () => {
  let judged: Judged[];
  const half = (heldOut: 'yes' | 'no'): Judged[] =>
    judged.filter(({ question }) => question.held_out === heldOut);

  beforeAll(() => {
    judged = judgeAll();
    for (const line of report(judged)) process.stdout.write(`${line}\n`);
  }, 10 * MINUTES);

  it('are measured against labels on which people agree', () => {
    const { questions, kappa } = agreement();
    expect(questions).toBeGreaterThanOrEqual(300);
    expect(kappa).toBeGreaterThan(KAPPA_MIN);
  });

  it.each(HALVES)('are right where they apply by themselves (held out: %s)', (h) => {
    const { applied, appliedRight } = scoreOf(half(h), applies);
    expect(applied).toBeGreaterThan(100);
    expect(appliedRight / applied).toBeGreaterThanOrEqual(PRECISION_MIN);
  });

  it.each(HALVES)('are found, sure or not (held out: %s)', (h) => {
    const { changes, changesFound } = scoreOf(half(h), applies);
    expect(changes).toBeGreaterThan(100);
    expect(changesFound / changes).toBeGreaterThanOrEqual(RECALL_MIN);
  });

  it.each(HALVES)('are found where people are sure (held out: %s)', (h) => {
    const { sureChanges, sureFound } = scoreOf(half(h), applies);
    expect(sureChanges).toBeGreaterThan(100);
    expect(sureFound / sureChanges).toBeGreaterThanOrEqual(RECALL_MIN);
  });
});

function judgeAll(): Judged[] {
  const answers = readAnswers();
  const byPair = new Map<string, Question[]>();
  for (const question of readQuestions().values()) {
    const pair = `${question.earlier} ${question.later}`;
    byPair.set(pair, [...(byPair.get(pair) ?? []), question]);
  }
  const rows = rowsOnce();
  return [...byPair].flatMap(([pair, questions]) => {
    const provinces = new Set(questions.map(({ code }) => code.slice(0, 2)));
    const [earlier = '', later = ''] = pair.split(' ');
    const proposals = proposeChanges(
      rowsWithin(rows(earlier), provinces),
      rowsWithin(rows(later), provinces),
    );
    return questions.map((question) => {
      const answer = answers.get(question.id);
      if (!answer) throw new Error(`${question.id} has no answer`);
      return judge(question, answer, proposalFor(question, proposals));
    });
  });
}

/** One that others merged into is asked about as itself, unless it is only named there. */
function proposalFor(
  { side, code }: Question,
  proposals: readonly ProposedChange[],
): ProposedChange | undefined {
  return proposals.find((change) => change[side === 'earlier' ? 'from' : 'to'].includes(code));
}

function rowsOnce(): (name: string) => ReturnType<typeof editionRows> {
  const read = new Map<string, ReturnType<typeof editionRows>>();
  return (name) => {
    const rows = read.get(name) ?? editionRows(name);
    read.set(name, rows);
    return rows;
  };
}

function report(judged: readonly Judged[]): string[] {
  const { questions, whole, kinds, kappa } = agreement();
  const lines = [
    `two labellers, ${questions} questions: whole answers alike ${share(whole, questions)}, ` +
      `kinds ${share(kinds, questions)}, kappa ${kappa.toFixed(3)}`,
  ];
  for (const heldOut of HALVES) {
    const some = judged.filter(({ question }) => question.held_out === heldOut);
    lines.push(`held out: ${heldOut}`, ...table(some));
  }
  return lines;
}

function table(judged: readonly Judged[]): string[] {
  const kinds = [...new Set(judged.map(({ answer }) => answer.kind))].sort();
  const levels = [2, 3, 4, 5].map((level) => [level, LENGTH[level]] as const);
  return [
    lineOf('all', scoreOf(judged, applies)),
    ...kinds.map((kind) =>
      lineOf(
        kind,
        scoreOf(
          judged.filter((j) => j.answer.kind === kind),
          applies,
        ),
      ),
    ),
    ...levels.map(([level, length]) =>
      lineOf(
        `level ${level}`,
        scoreOf(
          judged.filter((j) => j.question.code.length === length),
          applies,
        ),
      ),
    ),
  ];
}
const LENGTH: Readonly<Record<number, number>> = { 2: 4, 3: 6, 4: 9, 5: 12 };

function lineOf(title: string, s: Score): string {
  const of = (part: number, whole: number): string =>
    `${part}/${whole} ${share(part, whole)}`.padEnd(18);
  return [
    `  ${title.padEnd(10)} ${String(s.questions).padStart(3)} asked`,
    `precision of what applies by itself ${of(s.appliedRight, s.applied)}`,
    `of sure ones ${of(s.appliedSureRight, s.appliedSure)}`,
    `recall ${of(s.changesFound, s.changes)}`,
    `recall of sure ones ${of(s.sureFound, s.sureChanges)}`,
    `applies by itself ${of(s.applied, s.questions - s.unchanged)}`,
    `unchanged ${of(s.unchangedRight, s.unchanged)}`,
  ].join('  ');
}
