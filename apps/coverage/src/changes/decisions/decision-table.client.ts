import { readCsvBody } from '@youlu/http';
import { isDay, isDivisionCode } from '@youlu/vocabulary';
import { CHANGE_KINDS, type ChangeKind } from '../../lineage/change';
import { append } from '../../lineage/edition';
import {
  DECISION_WORDS,
  type DecisionFault,
  type DecisionItem,
  type DecisionWord,
} from './decision-item';
import type { ListedChange } from '../change-list.query';

/** Columns of the review list, out and in; only `decision` and `change_id` must come back. */
export const DECISION_COLUMNS = [
  ...(['change_id', 'earlier', 'later', 'kind', 'from', 'from_names', 'to', 'to_names'] as const),
  ...(['effective_on', 'status', 'confidence', 'reason', 'words_zh', 'words_en'] as const),
  ...(['decided_by', 'document', 'note', 'decision'] as const),
] as const;
type Column = (typeof DECISION_COLUMNS)[number];

const BETWEEN_CODES = '|';
const DECISION_ROWS_MAX = 20_000;

/** A change as a line of the list; `decision` is for the reviewer to fill in. */
export function decisionRow(change: ListedChange): Record<Column, string | number | null> {
  return {
    change_id: change.changeId,
    earlier: change.earlier,
    later: change.later,
    kind: change.kind,
    from: change.from.join(BETWEEN_CODES),
    from_names: change.fromNames.join(BETWEEN_CODES),
    to: change.to.join(BETWEEN_CODES),
    to_names: change.toNames.join(BETWEEN_CODES),
    effective_on: change.effectiveOn,
    status: change.status,
    confidence: change.confidence,
    reason: change.reason,
    words_zh: change.words.zh,
    words_en: change.words.en,
    decided_by: change.decidedBy,
    document: change.document ?? null,
    note: change.note ?? null,
    decision: null,
  };
}

/** Reads a list that came back; lines without a decision are left, and one too long is not judged. */
export function readDecisions(csv: string): { items: DecisionItem[]; faults: DecisionFault[] } {
  const read = readCsvBody<Column>(csv, {
    needed: ['change_id', 'decision'],
    others: DECISION_COLUMNS,
  });
  const decided = read.lines.filter(({ cells }) => cells.decision !== '');
  if (decided.length > DECISION_ROWS_MAX) return { items: [], faults: [tooMany(decided.length)] };
  const items: DecisionItem[] = [];
  const { faults } = read;
  for (const { line, cells } of decided) {
    const [fault] = faultsOf(cells);
    if (fault) faults.push({ line, ...fault });
    else items.push(itemOf(cells, line));
  }
  const twice = decidedTwice(items);
  const linesTwice = new Set(twice.map(({ line }) => line));
  return {
    items: items.filter(({ line }) => !linesTwice.has(line)),
    faults: [...faults, ...twice].sort((a, b) => a.line - b.line),
  };
}

type Cells = Readonly<Record<Column, string>>;
type CellFault = Omit<DecisionFault, 'line'>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** As the doors for one change take them. */
const TEXT_CHARACTERS_MAX = { document: 500, note: 1_000 } as const;
const UNITS_MAX = 200;
/** A day as spreadsheet programs show it: 2020/6/30. */
const SHOWN_DAY = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$/;

function faultsOf(cells: Cells): CellFault[] {
  const word = cells.decision as DecisionWord;
  if (!DECISION_WORDS.includes(word)) {
    return [notInList('decision', cells.decision, DECISION_WORDS)];
  }
  if (word !== 'add' && !UUID.test(cells.change_id)) {
    const fix = 'keep the change_id of the list, or write add as the decision';
    const reason = 'the id of a change is missing';
    return [{ field: 'change_id', code: 'not-an-id', reason, fix }];
  }
  const restates = word === 'correct' || word === 'add';
  return [
    ...dayFaults(cells, 'effective_on', true),
    ...(word === 'add' ? (['earlier', 'later'] as const) : []).flatMap((column) =>
      dayFaults(cells, column, false),
    ),
    ...(restates && !CHANGE_KINDS.includes(cells.kind as ChangeKind)
      ? [notInList('kind', cells.kind, CHANGE_KINDS)]
      : []),
    ...(restates ? (['from', 'to'] as const) : []).flatMap((column) => codeFaults(cells, column)),
    ...(['document', 'note'] as const).flatMap((column) => textFaults(cells, column)),
  ];
}

function notInList(field: Column, text: string, words: readonly string[]): CellFault {
  const reason = `${shown(text)} is none of the known words`;
  return { field, code: 'not-in-list', reason, fix: `write ${words.join(', ')}` };
}

function dayFaults(cells: Cells, column: Column, mayBeEmpty: boolean): CellFault[] {
  const text = cells[column];
  if (isDay(plainDay(text)) || (mayBeEmpty && text === '')) return [];
  const reason = `${shown(text)} is not a day`;
  return [{ field: column, code: 'not-a-day', reason, fix: 'write it as YYYY-MM-DD' }];
}

function codeFaults(cells: Cells, column: 'from' | 'to'): CellFault[] {
  const codes = codesOf(cells[column]);
  const wrong = codes.find((code) => !isDivisionCode(code));
  if (wrong !== undefined) {
    const reason = `${shown(wrong)} is not a division code`;
    const fix = `write 2, 4, 6, 9 or 12 digits, joined by "${BETWEEN_CODES}"; keep the cells as text`;
    return [{ field: column, code: 'code-malformed', reason, fix }];
  }
  if (codes.length <= UNITS_MAX) return [];
  const reason = `${codes.length} units are named`;
  return [{ field: column, code: 'too-many', reason, fix: `name at most ${UNITS_MAX}` }];
}

function textFaults(cells: Cells, column: keyof typeof TEXT_CHARACTERS_MAX): CellFault[] {
  const most = TEXT_CHARACTERS_MAX[column];
  if (cells[column].length <= most) return [];
  const reason = `the text has ${cells[column].length} characters`;
  return [{ field: column, code: 'too-long', reason, fix: `write at most ${most}` }];
}

function tooMany(rows: number): DecisionFault {
  return {
    line: 1,
    field: 'csv',
    code: 'too-many-rows',
    reason: `${rows} lines hold a decision, and ${DECISION_ROWS_MAX} are taken at once`,
    fix: 'send several files',
  };
}

const LINES_NAMED_MAX = 10;

/** A change can be decided on once in a list: neither line says which word is the last. */
function decidedTwice(items: readonly DecisionItem[]): DecisionFault[] {
  const lines = new Map<string, number[]>();
  for (const { changeId, line } of items) {
    if (changeId !== null) append(lines, changeId, line);
  }
  return [...lines.values()]
    .filter((some) => some.length > 1)
    .flatMap((some) => {
      const more =
        some.length > LINES_NAMED_MAX ? ` and ${some.length - LINES_NAMED_MAX} more` : '';
      const named = some.slice(0, LINES_NAMED_MAX).join(', ');
      const reason = `lines ${named}${more} decide on one change`;
      const fault = {
        field: 'change_id',
        code: 'change-repeated',
        reason,
        fix: 'keep one of them',
      };
      return some.map((line) => ({ line, ...fault }));
    });
}

function itemOf(cells: Cells, line: number): DecisionItem {
  const word = cells.decision as DecisionWord;
  const restates = word === 'correct' || word === 'add';
  const effectiveOn = plainDay(cells.effective_on) || null;
  const [from, to] = [codesOf(cells.from), codesOf(cells.to)];
  return {
    line,
    word,
    changeId: word === 'add' ? null : cells.change_id,
    stated: restates ? [{ kind: cells.kind as ChangeKind, from, to, effectiveOn }] : [],
    pair:
      word === 'add' ? { earlier: plainDay(cells.earlier), later: plainDay(cells.later) } : null,
    effectiveOn,
    document: cells.document || null,
    note: cells.note || null,
  };
}

function plainDay(text: string): string {
  const [, year, month = '', day = ''] = SHOWN_DAY.exec(text) ?? [];
  return year === undefined ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

const SHOWN_CHARACTERS_MAX = 40;

function shown(text: string): string {
  const isWhole = text.length <= SHOWN_CHARACTERS_MAX;
  return isWhole ? `"${text}"` : `"${text.slice(0, SHOWN_CHARACTERS_MAX)}…"`;
}

function codesOf(cell: string): string[] {
  return cell
    .split(BETWEEN_CODES)
    .map((code) => code.trim())
    .filter((code) => code !== '')
    .sort();
}
