import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const SAMPLE = join(import.meta.dirname, 'sample');

/** What the sample asks, by id. */
export function readQuestions() {
  return new Map(readTable('questions.csv').map((row) => [row.id, row]));
}

/** One person's answers by id; `from` and `to` are lists of codes, sorted. */
export function readLabels(person) {
  const rows = readTable(`labels-${person}.csv`);
  return new Map(
    rows.map((row) => [row.id, { ...row, from: codesOf(row.from), to: codesOf(row.to) }]),
  );
}

/**
 * The answer that counts for each question: the one both gave; where they differ the one settled
 * afterwards in `settled.csv`, which is never sure. `sure` only where both were.
 */
export function readAnswers() {
  const second = readLabels('b');
  const settled = new Map(readTable('settled.csv').map((row) => [row.id, row.person]));
  const answers = new Map();
  for (const [id, first] of readLabels('a')) {
    const other = second.get(id);
    const isAgreed = sameAnswer(first, other);
    const answer = isAgreed || settled.get(id) === 'a' ? first : other;
    const sure = isAgreed && first.sure === 'yes' && other.sure === 'yes';
    answers.set(id, { ...answer, sure });
  }
  return answers;
}

export function sameAnswer(one, other) {
  return (
    one.kind === other.kind &&
    one.from.join() === other.from.join() &&
    one.to.join() === other.to.join()
  );
}

/** How far two people agree: whole answers, kinds, and kinds beyond chance (Cohen's kappa). */
export function agreement() {
  const first = readLabels('a');
  const second = readLabels('b');
  const pairs = [...first].map(([id, answer]) => [answer, second.get(id)]);
  const whole = pairs.filter(([a, b]) => sameAnswer(a, b)).length;
  const kinds = pairs.filter(([a, b]) => a.kind === b.kind).length;
  const byChance = [...new Set(pairs.map(([a]) => a.kind))].reduce((sum, kind) => {
    const share = (side) => pairs.filter((pair) => pair[side].kind === kind).length / pairs.length;
    return sum + share(0) * share(1);
  }, 0);
  const kappa = (kinds / pairs.length - byChance) / (1 - byChance);
  return { questions: pairs.length, whole, kinds, kappa };
}

function codesOf(cell) {
  return cell === '' ? [] : cell.split('|').sort();
}

function readTable(name) {
  const [header, ...lines] = readFileSync(join(SAMPLE, name), 'utf8').trimEnd().split('\n');
  const columns = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']));
  });
}
