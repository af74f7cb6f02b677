import { CsvError, parse } from 'csv-parse/sync';
import { isDay } from '@youlu/vocabulary';
import { CHANGE_KINDS, type ChangeKind } from '../lineage/change';
import {
  DECISION_WORDS,
  type DecisionFault,
  type DecisionItem,
  type DecisionWord,
} from './decision-item';
import type { ListedChange } from './change-list.query';

/** Columns of the review list, out and in; only `decision` and `change_id` must come back. */
export const DECISION_COLUMNS = [
  ...(['change_id', 'earlier', 'later', 'kind', 'from', 'from_names', 'to', 'to_names'] as const),
  ...(['effective_on', 'status', 'confidence', 'reason', 'words_zh', 'words_en'] as const),
  ...(['decided_by', 'document', 'note', 'decision'] as const),
] as const;
type Column = (typeof DECISION_COLUMNS)[number];

const BETWEEN_CODES = '|';
export const DECISION_ROWS_MAX = 20_000;

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

/** Reads a list that came back; lines without a decision are left as they are. */
export function readDecisions(csv: string): { items: DecisionItem[]; faults: DecisionFault[] } {
  let records: { record: Partial<Record<Column, string>>; info: { lines: number } }[];
  try {
    records = parse(csv, {
      bom: true,
      columns: true,
      info: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
    const fix = 'close every quote, and give every line as many fields as the header';
    const reason = `the file is not CSV from here on: ${error.message}`;
    return { items: [], faults: [{ line, field: 'csv', code: 'unreadable', reason, fix }] };
  }
  const [first] = records;
  if (!first || first.record.decision === undefined || first.record.change_id === undefined) {
    const reason = 'the file has no line with the columns change_id and decision';
    const fix = 'send back the list of GET /v1/changes as text/csv';
    return { items: [], faults: [{ line: 1, field: 'csv', code: 'column-missing', reason, fix }] };
  }
  const items: DecisionItem[] = [];
  const faults: DecisionFault[] = [];
  for (const { record, info } of records) {
    if (record.decision === '') continue;
    const read = itemOf(record, info.lines);
    if ('reason' in read) faults.push(read);
    else items.push(read);
  }
  return { items, faults };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function itemOf(
  record: Partial<Record<Column, string>>,
  line: number,
): DecisionItem | DecisionFault {
  const fault = (field: string, code: string, reason: string, fix: string) => ({
    line,
    field,
    code,
    reason,
    fix,
  });
  const cell = (column: Column): string => record[column] ?? '';
  const word = cell('decision') as DecisionWord;
  if (!DECISION_WORDS.includes(word)) {
    return fault(
      'decision',
      'not-in-list',
      `"${word}" is no decision`,
      `write ${DECISION_WORDS.join(', ')}`,
    );
  }
  if (word !== 'add' && !UUID.test(cell('change_id'))) {
    const fix = 'keep the change_id of the list, or write add as the decision';
    return fault('change_id', 'not-an-id', 'the id of a change is missing', fix);
  }
  const restates = word === 'correct' || word === 'add';
  for (const column of [
    'effective_on',
    ...(word === 'add' ? (['earlier', 'later'] as const) : []),
  ] as const) {
    const text = cell(column);
    const mayBeEmpty = column === 'effective_on';
    if (!isDay(text) && !(mayBeEmpty && text === '')) {
      return fault(column, 'not-a-day', `"${text}" is not a day`, 'write it as YYYY-MM-DD');
    }
  }
  const kind = cell('kind') as ChangeKind;
  if (restates && !CHANGE_KINDS.includes(kind)) {
    return fault(
      'kind',
      'not-in-list',
      `"${kind}" is no kind of change`,
      `write ${CHANGE_KINDS.join(', ')}`,
    );
  }
  const effectiveOn = cell('effective_on') || null;
  return {
    line,
    word,
    changeId: word === 'add' ? null : cell('change_id'),
    stated: restates
      ? [{ kind, from: codesOf(cell('from')), to: codesOf(cell('to')), effectiveOn }]
      : [],
    pair: word === 'add' ? { earlier: cell('earlier'), later: cell('later') } : null,
    effectiveOn,
    document: cell('document') || null,
    note: cell('note') || null,
  };
}

function codesOf(cell: string): string[] {
  return cell
    .split(BETWEEN_CODES)
    .map((code) => code.trim())
    .filter((code) => code !== '')
    .sort();
}
