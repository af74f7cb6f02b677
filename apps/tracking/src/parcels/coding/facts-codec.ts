import { DomainError, SCAN_KINDS, type ScanKind } from '@youlu/vocabulary';
import type { Fact } from '../fold/fact';
import { feeOf, handoverCode, modeOf, proofOf } from './handover-code';
import { CONSENT_SHIFT, consentCode, kindCode } from './kind-code';
import { UUID_BYTES, writeUuid } from './uuid-bytes';

/*
 * Facts as the parcel's row carries them: one format byte, then for each fact
 *   1      kind (4 bits) · consent (2) · scanId is a UUID (1) · place is the previous one (1)
 *   0 | 4  where the two bits of consent are 3: consent (2 bits) and what is said of the hand-over
 *   6      occurredAt, ms, signed: a dead clock may say 1969
 *   1–8    sentAt − occurredAt, ms: zigzag varint
 *   6      recordedAt, ms, signed
 *   0 | 6  place: length and digits, 4 + 44 bits
 *   1 + n  node, ASCII; length 0 = the previous one; high bit of the length: the place follows
 *   16 | 1 + n  scanId, ASCII; high bit of the length: the tracking number comes before
 * About 25 bytes a scan where devices make ids of labels, 37 where they make UUIDs. The whole scanId is
 * here, not a hash of it: it is the last word of the canonical order, and snapshots name it as
 * evidence. Format 1 had no high bits, format 2 no hand-overs; both are
 * read as well.
 */
const FORMAT = 3;
const FORMATS_READ: readonly (number | undefined)[] = [1, 2, FORMAT];
const IS_UUID = 0x40;
const SAME_PLACE = 0x80;
/** In place of consent: it stands in the code of the hand-over that follows. */
const HANDOVER_FOLLOWS = 3;
const HANDOVER_SHIFT = 2;
const PLACE_BASE = 2 ** 44; // 12 digits need 40 bits
const ID_CHARACTERS_MAX = 127;
const IS_SHORTENED = 0x80;
const FACT_BYTES_MAX = 1 + 4 + 6 + 8 + 6 + 6 + 2 * (1 + ID_CHARACTERS_MAX);

/** Where facts are encoded before they are copied out; grows to the largest parcel seen. */
let scratch = Buffer.allocUnsafe(64 * FACT_BYTES_MAX);

/** May pass: with the release that wrote the facts, or one behind it, they can be read. */
export class FactsOfAnotherRelease extends DomainError {
  readonly code = 'tracking.parcel.facts-format';
  readonly kind = 'unavailable';

  constructor(trackingNumber: string, format: number | undefined) {
    super(
      `邮件 ${trackingNumber} 的记录格式为 ${format}，本版本无法读取。The facts of parcel ${trackingNumber} are in format ${format}, which this release cannot read. Bring every tracking process to the newest release; what waits goes on by itself.`,
      'trackingNumber',
    );
  }
}

/** Facts of a parcel in the given order, as bytes; ids are ASCII of 1–127 characters, places digits. */
export function encodeFacts(facts: readonly Fact[], trackingNumber: string): Buffer {
  const bytesMax = 1 + facts.length * FACT_BYTES_MAX;
  if (scratch.length < bytesMax) scratch = Buffer.allocUnsafe(bytesMax);
  scratch[0] = FORMAT;
  let at = 1;
  let previous: Fact | undefined;
  for (const fact of facts) {
    at = writeFact(scratch, at, fact, previous, trackingNumber);
    previous = fact;
  }
  return Buffer.from(scratch.subarray(0, at));
}

export function decodeFacts(bytes: Buffer, trackingNumber: string): Fact[] {
  const facts: Fact[] = [];
  if (bytes.length === 0) return facts;
  if (!FORMATS_READ.includes(bytes[0])) throw new FactsOfAnotherRelease(trackingNumber, bytes[0]);
  const cursor = { at: 1 };
  let previous: Fact | undefined;
  while (cursor.at < bytes.length) {
    previous = readFact(bytes, cursor, previous, trackingNumber);
    facts.push(previous);
  }
  return facts;
}

function writeFact(
  out: Buffer,
  start: number,
  fact: Fact,
  previous: Fact | undefined,
  trackingNumber: string,
): number {
  const { scanId, placeCode } = fact;
  const isSamePlace = previous !== undefined && previous.placeCode === placeCode;
  const handover = handoverCode(fact);
  let at = start + 1;
  if (handover > 0) {
    at = out.writeInt32BE((handover << HANDOVER_SHIFT) | consentCode(fact), at);
  }
  at = out.writeIntBE(fact.occurredAt, at, 6);
  at = writeZigzag(out, at, fact.sentAt - fact.occurredAt);
  at = out.writeIntBE(fact.recordedAt, at, 6);
  if (!isSamePlace) {
    at = out.writeUIntBE((placeCode.length % 16) * PLACE_BASE + Number(placeCode), at, 6);
  }
  at = writeNode(out, at, fact, previous);
  const isUuid = writeUuid(out, at, scanId);
  if (isUuid) at += UUID_BYTES;
  else if (scanId.startsWith(trackingNumber)) {
    at = writeAscii(out, at, scanId, trackingNumber.length, scanId.length, IS_SHORTENED);
  } else at = writeAscii(out, at, scanId, 0, scanId.length, 0);
  const kind = handover > 0 ? kindCode(fact) | (HANDOVER_FOLLOWS << CONSENT_SHIFT) : kindCode(fact);
  out[start] = kind | (isUuid ? IS_UUID : 0) | (isSamePlace ? SAME_PLACE : 0);
  return at;
}

/** Nodes are mostly called after their place. */
function writeNode(
  out: Buffer,
  at: number,
  { nodeId, placeCode }: Fact,
  previous: Fact | undefined,
): number {
  if (previous?.nodeId === nodeId) return writeAscii(out, at, '', 0, 0, 0);
  return nodeId.endsWith(placeCode)
    ? writeAscii(out, at, nodeId, 0, nodeId.length - placeCode.length, IS_SHORTENED)
    : writeAscii(out, at, nodeId, 0, nodeId.length, 0);
}

function readFact(
  bytes: Buffer,
  cursor: { at: number },
  previous: Fact | undefined,
  trackingNumber: string,
): Fact {
  const head = bytes[cursor.at++] as number;
  const told = (head >> CONSENT_SHIFT) & 3;
  const code = told === HANDOVER_FOLLOWS ? readInt32(bytes, cursor) : told;
  const occurredAt = readInt48(bytes, cursor);
  const sentAt = occurredAt + readZigzag(bytes, cursor);
  const recordedAt = readInt48(bytes, cursor);
  const placeCode = head & SAME_PLACE && previous ? previous.placeCode : readPlace(bytes, cursor);
  const nodeId = readNode(bytes, cursor, placeCode, previous);
  const scanId =
    head & IS_UUID ? readUuid(bytes, cursor) : readScanId(bytes, cursor, trackingNumber);
  const consent = code & 3;
  const handover = code >> HANDOVER_SHIFT;
  return {
    scanId,
    kind: SCAN_KINDS[head & 15] as ScanKind,
    nodeId,
    placeCode,
    occurredAt,
    sentAt,
    recordedAt,
    consent: consent === 0 ? undefined : consent === 2,
    proof: proofOf(handover),
    feeCents: feeOf(handover),
    mode: modeOf(handover),
  };
}

function readInt32(bytes: Buffer, cursor: { at: number }): number {
  const value = bytes.readInt32BE(cursor.at);
  cursor.at += 4;
  return value;
}

function readInt48(bytes: Buffer, cursor: { at: number }): number {
  const value = bytes.readIntBE(cursor.at, 6);
  cursor.at += 6;
  return value;
}

function readUint48(bytes: Buffer, cursor: { at: number }): number {
  const value = bytes.readUIntBE(cursor.at, 6);
  cursor.at += 6;
  return value;
}

function readPlace(bytes: Buffer, cursor: { at: number }): string {
  const value = readUint48(bytes, cursor);
  return String(value % PLACE_BASE).padStart(Math.floor(value / PLACE_BASE), '0');
}

function readNode(
  bytes: Buffer,
  cursor: { at: number },
  placeCode: string,
  previous: Fact | undefined,
): string {
  const length = bytes[cursor.at] as number;
  const text = readAscii(bytes, cursor);
  if (length === 0) return previous?.nodeId ?? '';
  return length & IS_SHORTENED ? text + placeCode : text;
}

function readScanId(bytes: Buffer, cursor: { at: number }, trackingNumber: string): string {
  const length = bytes[cursor.at] as number;
  const text = readAscii(bytes, cursor);
  return length & IS_SHORTENED ? trackingNumber + text : text;
}

/** A length with its flag, and the characters from `from` to `to`. */
function writeAscii(
  out: Buffer,
  at: number,
  text: string,
  from: number,
  to: number,
  flag: number,
): number {
  const length = to - from;
  if (length > ID_CHARACTERS_MAX) {
    throw new Error(`An id has at most ${ID_CHARACTERS_MAX} characters: ${text.slice(0, 40)}…`);
  }
  out[at] = length | flag;
  for (let i = 0; i < length; i++) out[at + 1 + i] = text.charCodeAt(from + i);
  return at + 1 + length;
}

function readAscii(bytes: Buffer, cursor: { at: number }): string {
  const start = cursor.at + 1;
  cursor.at = start + ((bytes[cursor.at] as number) & ~IS_SHORTENED);
  return bytes.toString('latin1', start, cursor.at);
}

function readUuid(bytes: Buffer, cursor: { at: number }): string {
  const hex = bytes.toString('hex', cursor.at, cursor.at + UUID_BYTES);
  cursor.at += UUID_BYTES;
  const part = (from: number, to: number): string => hex.slice(from, to);
  return `${part(0, 8)}-${part(8, 12)}-${part(12, 16)}-${part(16, 20)}-${part(20, 32)}`;
}

/** 0, −1, 1, −2 … as 0, 1, 2, 3 …, seven bits a byte, in doubles: gaps of decades fit. */
function writeZigzag(out: Buffer, start: number, value: number): number {
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  let at = start;
  while (rest >= 128) {
    out[at++] = (rest % 128) | 128;
    rest = Math.floor(rest / 128);
  }
  out[at++] = rest;
  return at;
}

function readZigzag(bytes: Buffer, cursor: { at: number }): number {
  let value = 0;
  let scale = 1;
  for (;;) {
    const byte = bytes[cursor.at++] as number;
    value += (byte & 127) * scale;
    if (byte < 128) break;
    scale *= 128;
  }
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
