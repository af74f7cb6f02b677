import { createHash } from 'node:crypto';
import { canonicalJson } from '@youlu/vocabulary';
import type { ReportHeader } from './report-header';

/** The lists of a report, each as pieces of canonical JSON: rows joined by commas. */
const REPORT_PARTS = ['places', 'units'] as const;
export type ReportPart = (typeof REPORT_PARTS)[number];
export type PartTexts = (part: ReportPart) => AsyncIterable<string> | Iterable<string>;

/**
 * The canonical JSON of a report in pieces: its header and its lists as one object, keys in order. It
 * is what is hashed and what is exported; nowhere is it held whole.
 */
export async function* documentTexts(
  header: ReportHeader,
  texts: PartTexts,
): AsyncGenerator<string> {
  const keys = [...Object.keys(header), ...REPORT_PARTS].sort();
  let before = '{';
  for (const key of keys) {
    yield `${before}${JSON.stringify(key)}:`;
    before = ',';
    const part = REPORT_PARTS.find((name) => name === key);
    if (part) yield* listTexts(texts(part));
    else yield canonicalJson(header[key as keyof ReportHeader]);
  }
  yield '}';
}

async function* listTexts(
  pieces: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<string> {
  let before = '[';
  for await (const piece of pieces) {
    if (piece === '') continue;
    yield before;
    yield piece;
    before = ',';
  }
  yield before === '[' ? '[]' : ']';
}

/** SHA-256 over pieces of text as UTF-8. */
export async function sha256OfTexts(
  pieces: AsyncIterable<string> | Iterable<string>,
): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of pieces) hash.update(piece, 'utf8');
  return hash.digest('hex');
}

/** The hash of what was found alone: equal for whoever comes to the same lists. */
export function sha256OfResult(texts: PartTexts): Promise<string> {
  return sha256OfTexts(resultTexts(texts));
}

async function* resultTexts(texts: PartTexts): AsyncGenerator<string> {
  for (const part of REPORT_PARTS) {
    yield part === REPORT_PARTS[0] ? `{"${part}":` : `,"${part}":`;
    yield* listTexts(texts(part));
  }
  yield '}';
}

/** The rows that a piece holds. */
export function rowsOfText<Row>(piece: string): Row[] {
  return JSON.parse(`[${piece}]`) as Row[];
}

/** Rows joined as a piece holds them. */
export function textOfRows(rows: readonly unknown[]): string {
  return rows.map(canonicalJson).join(',');
}
