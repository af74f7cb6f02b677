import { readCsvBody } from '@youlu/http';
import { isDay, isDivisionCode, type ZhEn } from '@youlu/vocabulary';
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
    const fix: ZhEn =
      '请保留清单中的 change_id，或将 decision 写成 add。keep the change_id of the list, or write add as the decision';
    const reason: ZhEn = '缺少变更编号。the id of a change is missing';
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
  const reason: ZhEn = `${shown(text)} 不是规定的用词。${shown(text)} is none of the known words`;
  const fix: ZhEn = `请填以下之一：${words.join(', ')}。write ${words.join(', ')}`;
  return { field, code: 'not-in-list', reason, fix };
}

function dayFaults(cells: Cells, column: Column, mayBeEmpty: boolean): CellFault[] {
  const text = cells[column];
  if (isDay(plainDay(text)) || (mayBeEmpty && text === '')) return [];
  const reason: ZhEn = `${shown(text)} 不是日期。${shown(text)} is not a day`;
  const fix: ZhEn = '请写成 YYYY-MM-DD。write it as YYYY-MM-DD';
  return [{ field: column, code: 'not-a-day', reason, fix }];
}

function codeFaults(cells: Cells, column: 'from' | 'to'): CellFault[] {
  const codes = codesOf(cells[column]);
  const wrong = codes.find((code) => !isDivisionCode(code));
  if (wrong !== undefined) {
    const reason: ZhEn = `${shown(wrong)} 不是区划代码。${shown(wrong)} is not a division code`;
    const fix: ZhEn = `请填 2、4、6、9 或 12 位数字，以“${BETWEEN_CODES}”相连；单元格请设为文本格式。write 2, 4, 6, 9 or 12 digits, joined by "${BETWEEN_CODES}"; keep the cells as text`;
    return [{ field: column, code: 'code-malformed', reason, fix }];
  }
  if (codes.length <= UNITS_MAX) return [];
  const reason: ZhEn = `填了 ${codes.length} 个单元。${codes.length} units are named`;
  const fix: ZhEn = `请最多填 ${UNITS_MAX} 个。name at most ${UNITS_MAX}`;
  return [{ field: column, code: 'too-many', reason, fix }];
}

function textFaults(cells: Cells, column: keyof typeof TEXT_CHARACTERS_MAX): CellFault[] {
  const most = TEXT_CHARACTERS_MAX[column];
  if (cells[column].length <= most) return [];
  const { length } = cells[column];
  const reason: ZhEn = `文本有 ${length} 个字符。the text has ${length} characters`;
  const fix: ZhEn = `请最多填 ${most} 个字符。write at most ${most}`;
  return [{ field: column, code: 'too-long', reason, fix }];
}

function tooMany(rows: number): DecisionFault {
  return {
    line: 1,
    field: 'csv',
    code: 'too-many-rows',
    reason: `${rows} 行填有审定，一次最多受理 ${DECISION_ROWS_MAX} 行。${rows} lines hold a decision, and ${DECISION_ROWS_MAX} are taken at once`,
    fix: '请分成几个文件发送。send several files',
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
      const rest = some.length - LINES_NAMED_MAX;
      const [zhMore, more] = rest > 0 ? [`及另外 ${rest} 行`, ` and ${rest} more`] : ['', ''];
      const named = some.slice(0, LINES_NAMED_MAX);
      const reason: ZhEn = `第 ${named.join('、')} 行${zhMore}对同一变更重复审定。lines ${named.join(', ')}${more} decide on one change`;
      const fix: ZhEn = '请只保留其中一行。keep one of them';
      const fault = { field: 'change_id', code: 'change-repeated', reason, fix };
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
