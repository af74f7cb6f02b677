import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { canonicalJson } from '@youlu/vocabulary';
import { usageOf } from '../command/usage';
import { type DoorClient, detailOf, QuestionRefused } from '../doors/door.client';
import { UnusableFile } from '../tables/table';
import { type CarriedReport, compareRows, type Mismatch, SHOWN_MAX } from './carried-report';
import { readCarriedReport } from './carried-report.file';
import { compareCells } from './every-cell.file';
import { asWrittenIn, type DocumentOfReport, partsOf } from './report-document';

export interface VerifyCommand {
  readonly kind: 'verify';
  readonly file: string;
}

export const VERIFY_USAGE = `${usageOf(
  'verify FILE',
  'FILE 为 JSON、CSV、XLSX、GeoJSON 或 PDF 格式的报告；服务据此重新计算。FILE: a report as JSON, CSV, XLSX, GeoJSON or PDF; the service asks its question again',
)}\
    退出码 exit code: 0 一致 match, 1 不一致 no match, 2 不是报告 no report,
    3 服务不通 service away, 4 无法比对 cannot be compared,
    5 内容一致但已作废 the same, but of a discarded report
`;

/** A nation's list as CSV is some 90 MB. */
const FILE_BYTES_MAX = 512 * 1024 * 1024;
const MAP_DIGITS_MAX = 6;
const TEXT_SHOWN_MAX = 120;
const FIRST_STATE = 'draft';
const DISCARDED = 'discarded';
/** In which reports are written. */
const LANGUAGES: readonly [string, ...string[]] = ['zh-CN', 'en'];
/** What a reader must know of the state that a report is in. */
const STATES: Readonly<Record<string, string>> = {
  [FIRST_STATE]: '草稿，未复算、未发布 a draft, neither reviewed nor published',
  reviewed: '已复算，未发布 reviewed, not published',
  published: '已发布 published',
  [DISCARDED]: '已作废，不得使用 set aside, not to be used',
};

/** What became of each question; null where the file could not be asked it. */
export interface Verification {
  readonly reportId: string;
  readonly sha256: string;
  readonly format: CarriedReport['format'];
  /** The file's own bytes have the hash it carries. */
  readonly isIntact: boolean | null;
  /** The hash is that of the report which the service keeps under this id. */
  readonly isKnown: boolean;
  /** What the file says is what the report says. */
  readonly mismatches: readonly Mismatch[];
  /** The file is byte by byte what the service writes; a PDF must be, others may be saved anew. */
  readonly isSameFile: boolean | null;
  /** Why the file could not be compared with what the service writes; null where it was. */
  readonly notCompared: string | null;
  /** The state in which the file was written, and the one that the report is in. */
  readonly state: { readonly inFile: string | null; readonly now: string };
  /** The question, asked again today, has the same answer. */
  readonly recomputation: {
    readonly isEqual: boolean;
    readonly differing: number;
    readonly first: readonly {
      readonly code: string;
      readonly frozen: unknown;
      readonly now: unknown;
    }[];
    /** Places may differ though no unit does. */
    readonly places: Pick<Verification['recomputation'], 'differing' | 'first'>;
  };
}

/** @throws UnusableFile, QuestionRefused, ServiceAway */
export async function verify(file: string, doors: DoorClient): Promise<Verification> {
  const bytes = bytesOf(file);
  const carried = await readCarriedReport(bytes);
  const { reportId, sha256 } = carried;
  const path = `/v1/reports/${encodeURIComponent(reportId)}`;
  const known = await doors.get('coverage', path);
  if (known.status !== 200) throw new QuestionRefused(detailOf(known));
  const kept = (await doors.get('coverage', `${path}/files/report.json`)).body as unknown as {
    readonly report: DocumentOfReport;
  };
  const keptSha256 = sha256Of(canonicalJson(kept.report));
  const recomputed = await doors.get('coverage', `${path}/recomputation`);
  if (recomputed.status !== 200) throw new QuestionRefused(detailOf(recomputed));
  const strange = neverWritten(known.body, carried.written);
  const written = await writtenAnew(carried, strange.length === 0, doors);
  const isSameFile = written.bytes === null ? null : written.bytes.equals(bytes);
  const differs = isSameFile === true ? [] : mismatchesOf(carried, kept.report);
  const cells =
    isSameFile === false ? await compareCells(carried.format, bytes, written.bytes ?? bytes) : [];
  return {
    reportId,
    sha256,
    format: carried.format,
    isIntact: carried.ownSha256 === null ? null : carried.ownSha256 === sha256,
    isKnown: keptSha256 === sha256 && known.body.sha256 === sha256,
    mismatches: distinct([...strange, ...differs, ...cells]),
    isSameFile,
    notCompared: written.why,
    state: { inFile: carried.written.state ?? null, now: String(known.body.state) },
    recomputation: recomputed.body as unknown as Verification['recomputation'],
  };
}

export function matches(v: Verification): boolean {
  return (
    v.isIntact !== false &&
    v.isKnown &&
    v.mismatches.length === 0 &&
    (v.isSameFile !== false || mayBeSavedAnew(v)) &&
    v.notCompared === null &&
    v.recomputation.isEqual
  );
}

/** A table or a map says the same in other bytes; a PDF is only compared as bytes. */
const mayBeSavedAnew = ({ format }: Verification): boolean => format !== 'pdf';

/** It matches, and nobody is to use it: the report was set aside. */
export function isOfDiscarded(v: Verification): boolean {
  return matches(v) && v.state.now === DISCARDED;
}

function mismatchesOf(carried: CarriedReport, report: DocumentOfReport): Mismatch[] {
  const { units, places } = asWrittenIn(carried.format, partsOf(report));
  const found: Mismatch[] = [];
  if (carried.units) found.push(...compareRows('unit', carried.units, units, 'of-both'));
  if (carried.places) {
    const isMap = carried.format === 'geojson';
    const drawn = [...places].filter(([code]) => !isMap || code.length <= MAP_DIGITS_MAX);
    found.push(...compareRows('place', carried.places, new Map(drawn), 'of-both'));
  }
  return found;
}

/**
 * What a file cannot say of itself: a state that its report never was in, or a language that no report
 * is written in. Nobody has to write it anew to see that it is not so.
 */
function neverWritten(
  report: Readonly<Record<string, unknown>>,
  { state = FIRST_STATE, language = LANGUAGES[0] }: CarriedReport['written'],
): Mismatch[] {
  const found: Mismatch[] = [];
  const wasIn = state === FIRST_STATE || (state in STATES && report[state] !== null);
  const at = { part: 'about', code: 'report' } as const;
  if (!wasIn) found.push({ ...at, field: 'state', inFile: state, instead: String(report.state) });
  if (!LANGUAGES.includes(language)) {
    found.push({ ...at, field: 'language', inFile: language, instead: LANGUAGES.join(' ') });
  }
  return found;
}

/**
 * The same file as the service writes it, in the language and for the state that the file names if they
 * can be: a report that has been published since is still the same report.
 */
async function writtenAnew(
  { reportId, written: { file, language, state } }: CarriedReport,
  canBe: boolean,
  doors: DoorClient,
): Promise<{ readonly bytes: Buffer; readonly why: null } | { bytes: null; why: string }> {
  const query = new URLSearchParams();
  if (language !== undefined && canBe) query.set('lang', language);
  if (state !== undefined && canBe) query.set('state', state);
  const path = `/v1/reports/${encodeURIComponent(reportId)}/files/${file}?${query}`;
  try {
    return { bytes: await doors.bytes('coverage', path), why: null };
  } catch (error) {
    if (error instanceof QuestionRefused) return { bytes: null, why: error.message };
    throw error;
  }
}

/** Each once: a row is compared with the report, and with the file that the service writes of it. */
function distinct(mismatches: readonly Mismatch[]): Mismatch[] {
  const found = new Map<string, Mismatch>();
  for (const one of mismatches) {
    const key = `${one.part} ${one.code} ${one.field}`;
    if (!found.has(key)) found.set(key, one);
  }
  return [...found.values()];
}

const sha256Of = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

function bytesOf(file: string): Buffer {
  try {
    if (statSync(file).size <= FILE_BYTES_MAX) return readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UnusableFile(
      `文件 ${file} 无法读取（${code}），请指定报告文件。${file} cannot be read (${code}). Name a report's file.`,
    );
  }
  throw new UnusableFile(`文件过大。${file} is larger than 512 MB: no report of ours is.`);
}

/** What a person reads, Chinese first. */
export function verificationText(v: Verification): string {
  const lines = [
    `${verdictOf(v)}  ${v.reportId}  SHA-256 ${v.sha256}`,
    said('文件自身哈希 the hash of the file itself', v.isIntact),
    said('与服务所存报告哈希 the report kept under this id', v.isKnown),
    said('文件内容与报告 what the file says', v.mismatches.length === 0),
    sameFileLine(v),
    stateLine(v.state),
    ...(v.notCompared === null ? [] : [`  无法比对 cannot be compared, because: ${v.notCompared}`]),
    said('重新计算 the question asked again', v.recomputation.isEqual),
    ...v.mismatches.slice(0, SHOWN_MAX).map(mismatchLine),
    ...more(v.mismatches.length),
    ...recomputedLines(v.recomputation),
    ...recomputedLines(v.recomputation.places),
  ];
  return `${lines.join('\n')}\n`;
}

function recomputedLines({ differing, first }: Verification['recomputation']['places']): string[] {
  const lines = first.slice(0, SHOWN_MAX).map(({ code, frozen, now }) => {
    return `  ${code}  报告 report ${JSON.stringify(frozen)}  现算 now ${JSON.stringify(now)}`;
  });
  return [...lines, ...more(differing)];
}

function verdictOf(v: Verification): string {
  if (isOfDiscarded(v)) return '内容一致，但报告已作废 THE SAME, BUT DISCARDED';
  if (matches(v)) return '一致 MATCH';
  return isOnlyNotCompared(v) ? '无法比对 CANNOT BE COMPARED' : '不一致 NO MATCH';
}

/** Nothing was found to differ, but what the file shows could not be looked at. */
export function isOnlyNotCompared(v: Verification): boolean {
  return v.notCompared !== null && matches({ ...v, notCompared: null });
}

/** Always said: what matches may be a draft, or set aside since. */
function stateLine({ inFile, now }: Verification['state']): string {
  const file = inFile === null || inFile === now ? '' : `文件 file ${inFile}, `;
  return `  状态 state: ${file}现 now ${now}（${STATES[now] ?? now}）`;
}

function sameFileLine(v: Verification): string {
  const what = '逐字节 the file, byte by byte';
  if (v.isSameFile !== false || !mayBeSavedAnew(v) || v.mismatches.length > 0) {
    return said(what, v.isSameFile);
  }
  return `  ${what}: 内容一致，文件另存过 content matches, file saved anew`;
}

function said(what: string, holds: boolean | null): string {
  const word = holds === null ? '未查 not asked' : holds ? '一致 the same' : '不一致 differs';
  return `  ${what}: ${word}`;
}

const mismatchLine = ({ code, field, inFile, instead }: Mismatch): string =>
  `  ${code} ${field}: 文件 file "${shown(inFile)}", 报告 report "${shown(instead)}"`;

/** The outline of a place is thousands of characters. */
const shown = (text: string): string =>
  text.length <= TEXT_SHOWN_MAX ? text : `${text.slice(0, TEXT_SHOWN_MAX)}…`;

function more(count: number): string[] {
  return count <= SHOWN_MAX ? [] : [`  另有 and ${count - SHOWN_MAX} more`];
}
