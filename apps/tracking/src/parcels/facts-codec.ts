import { SCAN_KINDS, type ScanKind } from '@youlu/vocabulary';
import type { Fact } from './fact';

/*
 * Facts as the parcel's row carries them: one format byte, then for each fact
 *   1      kind (4 bits) · consent (2) · scanId is a UUID (1) · place is the previous one (1)
 *   6      occurredAt, ms, signed: a dead clock may say 1969
 *   1–8    sentAt − occurredAt, ms: zigzag varint
 *   6      recordedAt, ms, signed
 *   0 | 6  place: length and digits, 4 + 44 bits
 *   1 + n  node, ASCII; length 0 = the previous one
 *   16 | 1 + n  scanId, ASCII
 * About 45 bytes a scan. The whole scanId is here, not a hash of it: it is the last word of the
 * canonical order, and snapshots name it as evidence.
 */
const FORMAT = 1;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const IS_UUID = 0x40;
const SAME_PLACE = 0x80;
const PLACE_BASE = 2 ** 44; // 12 digits need 40 bits
const FACT_BYTES_MAX = 1 + 6 + 8 + 6 + 6 + 1 + 255 + 1 + 255;
const KIND_CODE = new Map<string, number>(SCAN_KINDS.map((kind, code) => [kind, code]));

/** Where facts are encoded before they are copied out; grows to the largest parcel seen. */
let scratch = Buffer.allocUnsafe(64 * FACT_BYTES_MAX);

/** Facts in the given order, as bytes; ids are ASCII of 1–255 characters, places digits. */
export function encodeFacts(facts: readonly Fact[]): Buffer {
  const bytesMax = 1 + facts.length * FACT_BYTES_MAX;
  if (scratch.length < bytesMax) scratch = Buffer.allocUnsafe(bytesMax);
  scratch[0] = FORMAT;
  let at = 1;
  let previous: Fact | undefined;
  for (const fact of facts) {
    at = writeFact(scratch, at, fact, previous);
    previous = fact;
  }
  return Buffer.from(scratch.subarray(0, at));
}

export function decodeFacts(bytes: Buffer): Fact[] {
  const facts: Fact[] = [];
  if (bytes.length === 0) return facts;
  if (bytes[0] !== FORMAT)
    throw new Error(`Facts in unknown format ${bytes[0]}; expected ${FORMAT}.`);
  const cursor = { at: 1 };
  let previous: Fact | undefined;
  while (cursor.at < bytes.length) {
    previous = readFact(bytes, cursor, previous);
    facts.push(previous);
  }
  return facts;
}

function writeFact(out: Buffer, start: number, fact: Fact, previous: Fact | undefined): number {
  const isUuid = fact.scanId.length === 36 && UUID.test(fact.scanId);
  const isSamePlace = previous !== undefined && previous.placeCode === fact.placeCode;
  const consent = fact.consent === undefined ? 0 : fact.consent ? 2 : 1;
  let at = start;
  out[at++] =
    (KIND_CODE.get(fact.kind) as number) |
    (consent << 4) |
    (isUuid ? IS_UUID : 0) |
    (isSamePlace ? SAME_PLACE : 0);
  at = out.writeIntBE(fact.occurredAt, at, 6);
  at = writeZigzag(out, at, fact.sentAt - fact.occurredAt);
  at = out.writeIntBE(fact.recordedAt, at, 6);
  if (!isSamePlace) {
    const { placeCode } = fact;
    at = out.writeUIntBE((placeCode.length % 16) * PLACE_BASE + Number(placeCode), at, 6);
  }
  at = writeAscii(out, at, previous?.nodeId === fact.nodeId ? '' : fact.nodeId);
  if (!isUuid) return writeAscii(out, at, fact.scanId);
  return at + out.write(fact.scanId.replaceAll('-', ''), at, 'hex');
}

function readFact(bytes: Buffer, cursor: { at: number }, previous: Fact | undefined): Fact {
  const head = bytes[cursor.at++] as number;
  const occurredAt = readInt48(bytes, cursor);
  const sentAt = occurredAt + readZigzag(bytes, cursor);
  const recordedAt = readInt48(bytes, cursor);
  const placeCode = head & SAME_PLACE && previous ? previous.placeCode : readPlace(bytes, cursor);
  const nodeId = readAscii(bytes, cursor) || (previous?.nodeId ?? '');
  const scanId = head & IS_UUID ? readUuid(bytes, cursor) : readAscii(bytes, cursor);
  const consent = (head >> 4) & 3;
  return {
    scanId,
    kind: SCAN_KINDS[head & 15] as ScanKind,
    nodeId,
    placeCode,
    occurredAt,
    sentAt,
    recordedAt,
    consent: consent === 0 ? undefined : consent === 2,
  };
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

function writeAscii(out: Buffer, at: number, text: string): number {
  if (text.length > 255) throw new Error(`An id has at most 255 characters: ${text.slice(0, 40)}…`);
  out[at] = text.length;
  return at + 1 + out.write(text, at + 1, 'latin1');
}

function readAscii(bytes: Buffer, cursor: { at: number }): string {
  const start = cursor.at + 1;
  cursor.at = start + (bytes[cursor.at] as number);
  return bytes.toString('latin1', start, cursor.at);
}

function readUuid(bytes: Buffer, cursor: { at: number }): string {
  const hex = bytes.toString('hex', cursor.at, cursor.at + 16);
  cursor.at += 16;
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
