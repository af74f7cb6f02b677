import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { FastifyRequest } from 'fastify';
import { Answer } from './answer';

export type CsvValue = string | number | boolean | null | undefined;

/** A text that begins with one of these is a formula to a spreadsheet; a quote before it makes it a text. */
export const FORMULA_STARTS = '=+@\t\r＝＋－＠-';

/** Whether the caller asked for text/csv rather than JSON. */
export function wantsCsv(request: FastifyRequest): boolean {
  const accept = request.headers.accept ?? '';
  return accept.split(',').some((range) => range.trim().toLowerCase().startsWith('text/csv'));
}

/**
 * A streamed CSV answer: header, LF, UTF-8, empty string for null, true/false for booleans.
 * `rows` may be an async generator over a database cursor; it is read as the client reads.
 */
export function csvAnswer<Column extends string>(
  columns: readonly Column[],
  rows: Iterable<Record<Column, CsvValue>> | AsyncIterable<Record<Column, CsvValue>>,
  fileName?: string,
): Answer {
  const formatter = stringify({
    header: true,
    columns: [...columns],
    record_delimiter: 'unix',
    escape_formulas: true,
    cast: { boolean: (value) => (value ? 'true' : 'false') },
  });
  const source = Readable.from(rows);
  source.on('error', (error) => formatter.destroy(error));
  formatter.on('close', () => source.destroy());
  const headers: Record<string, string> =
    fileName === undefined ? {} : { 'content-disposition': `attachment; filename="${fileName}"` };
  return new Answer(200, 'text/csv; charset=utf-8', source.pipe(formatter), headers);
}
