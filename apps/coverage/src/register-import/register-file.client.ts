import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as othersFirst } from 'node:timers/promises';
import { CsvError, type Info, parse } from 'csv-parse';
import type { RegisterFault } from '../register/register-row';
import { RegisterJudge, type RegisterJudgement } from './register-judgement';

/** Read between two looks at whoever else is waiting: some 50 ms of work. */
const SLICE_CHARACTERS = 250_000;

/**
 * Reads a register file, CSV after RFC 4180 (a byte order mark, CRLF and blank lines are welcome),
 * and judges it; a nation's takes seconds, in which the process goes on answering.
 */
export async function judgeRegisterFile(
  csv: string,
  { keepGoodRows = false }: { keepGoodRows?: boolean } = {},
): Promise<RegisterJudgement> {
  const judge = new RegisterJudge();
  const rest = await readLines(csv, judge);
  if (rest) await readParsed(csv.slice(rest.at), rest.line, judge);
  return judge.finish(keepGoodRows);
}

/** Where a line begins that is not CSV by itself. */
interface Place {
  readonly at: number;
  readonly line: number;
}

/**
 * CSV is lines cut at commas, save where a quoted field holds a line break: a nation's list is read so
 * in a second, where the parser, which looks at every byte, takes fifteen.
 *
 * @returns where the parser must go on; nothing, where all is read
 */
async function readLines(csv: string, judge: RegisterJudge): Promise<Place | undefined> {
  let at = csv.startsWith('\uFEFF') ? 1 : 0;
  let sliceEnd = SLICE_CHARACTERS;
  for (let line = 1; at < csv.length; line += 1) {
    const feed = csv.indexOf('\n', at);
    const end = feed === -1 ? csv.length : feed;
    const text = csv.slice(at, end).trim();
    const fields = text.includes('"') ? quotedFields(text) : text.split(',').map(trimmed);
    if (!fields) return { at, line };
    if (text !== '') judge.take(fields, line);
    at = end + 1;
    if (at < sliceEnd) continue;
    sliceEnd = at + SLICE_CHARACTERS;
    await othersFirst();
  }
  return undefined;
}

function trimmed(field: string): string {
  return field.trim();
}

/** A field with what ends it: in quotes, where two quotes mean one, or plain. */
const FIELD = /\s*(?:"((?:[^"]|"")*)"\s*|([^",]*))(,|$)/y;

/** A longer line may be a whole file in one pair of quotes. */
const QUOTED_LINE_CHARACTERS_MAX = 10_000;

/** The fields of a line whose quotes open and close in it. */
function quotedFields(text: string): string[] | undefined {
  if (text.length > QUOTED_LINE_CHARACTERS_MAX) return undefined;
  const fields: string[] = [];
  FIELD.lastIndex = 0;
  for (;;) {
    const [whole, quoted, plain = '', end] = FIELD.exec(text) ?? [];
    if (whole === undefined) return undefined;
    fields.push(quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"'));
    if (end === '') return fields;
  }
}

/** A longer row is a quote that nobody closed. */
const ROW_BYTES_MAX = 100_000;

async function readParsed(csv: string, firstLine: number, judge: RegisterJudge): Promise<void> {
  let nextLine = firstLine;
  const parser = parse({
    info: true,
    max_record_size: ROW_BYTES_MAX,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    on_record: (record: unknown) => {
      const { record: fields, info } = record as { record: string[]; info: Info };
      const line = firstLine + info.lines - 1;
      judge.take(fields, line);
      nextLine = line + 1;
      return null; // nothing is left to be read
    },
  });
  try {
    await pipeline(Readable.from(slices(csv)), parser.resume());
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    judge.stop(unreadable(error, nextLine));
  }
}

async function* slices(csv: string): AsyncGenerator<Buffer> {
  for (let at = 0; at < csv.length;) {
    const end = wholeCharacterEnd(csv, at + SLICE_CHARACTERS);
    yield Buffer.from(csv.slice(at, end));
    at = end;
    await othersFirst();
  }
}

/** Not between the halves of a surrogate pair. */
function wholeCharacterEnd(text: string, end: number): number {
  const last = text.charCodeAt(end - 1);
  return last >= 0xd800 && last < 0xdc00 ? end + 1 : end;
}

/** The parser names the line where it gave up, at times the last: the quote is where a row begins. */
function unreadable({ message }: CsvError, line: number): RegisterFault {
  const [what = message] = message.split(':');
  return {
    line,
    field: 'csv',
    code: 'unreadable',
    reason: `文件自此处起无法按 CSV 读取：${what}。the file cannot be read as CSV from here on: ${what}`,
    fix: '请闭合此处的引号；带引号的字段内，引号须写两次。close the quote that is open here, and double a quote inside a quoted field',
  };
}
