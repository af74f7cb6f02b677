import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as othersFirst } from 'node:timers/promises';
import { CsvError, type Info, parse } from 'csv-parse';
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
  if (csv.includes('"')) await readQuoted(csv, judge);
  else await readPlain(csv, judge);
  return judge.finish(keepGoodRows);
}

/**
 * Without a quote in it, CSV is lines cut at commas: a nation's list is read so in a second, where the
 * parser, which looks at every byte, takes fifteen.
 */
async function readPlain(csv: string, judge: RegisterJudge): Promise<void> {
  let at = csv.startsWith('\uFEFF') ? 1 : 0;
  let sliceEnd = SLICE_CHARACTERS;
  for (let line = 1; at < csv.length; line += 1) {
    const feed = csv.indexOf('\n', at);
    const end = feed === -1 ? csv.length : feed;
    const text = csv.slice(at, end).trim();
    if (text !== '') judge.take(text.split(',').map(trimmed), line);
    at = end + 1;
    if (at < sliceEnd) continue;
    sliceEnd = at + SLICE_CHARACTERS;
    await othersFirst();
  }
}

function trimmed(field: string): string {
  return field.trim();
}

async function readQuoted(csv: string, judge: RegisterJudge): Promise<void> {
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    on_record: (record: unknown) => {
      const { record: fields, info } = record as { record: string[]; info: Info };
      judge.take(fields, info.lines);
      return null; // nothing is left to be read
    },
  });
  try {
    await pipeline(Readable.from(slices(csv)), parser.resume());
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    judge.stop(unreadable(error));
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

function unreadable(error: CsvError) {
  return {
    line: typeof error['lines'] === 'number' ? error['lines'] : 1,
    field: 'csv',
    code: 'unreadable',
    reason: `the file is not CSV from here on: ${error.message}`,
    fix: 'close every quote, and double a quote inside a quoted field',
  };
}
