import { fnv1a32, mix32 } from '@youlu/vocabulary';
import { type Fact, contentDigest } from '../parcels/fold/fact';
import { handoverCode } from '../parcels/coding/handover-code';
import { UUID_BYTES, writeUuid } from '../parcels/coding/uuid-bytes';

/*
 * How a scan's words become the few bytes `scans` keeps of them; the view `scan_records` is the way
 * back, and the migrations that make it say the same in SQL. A word appended to SCAN_KINDS needs a
 * new view; the words that are there never move.
 */

/** First bytes of a scan id that is not simply its own text: no id begins with them. */
const BEGINS_WITH_NUMBER = 1;
const IS_UUID = 2;
/** What is said of the hand-over (4 bytes), then the code of the id: rows that say nothing keep nothing. */
const BEGINS_WITH_HANDOVER = 3;
const HANDOVER_BYTES = 5;

/** Bytes that the code of an id takes at most. */
export const SCAN_ID_BYTES_MAX = 256 + HANDOVER_BYTES;

/**
 * The id of a scan, and before it what the scan says of a hand-over.
 * @returns how many bytes the code has
 */
export function writeTold(out: Buffer, scan: Fact, trackingNumber: string): number {
  const handover = handoverCode(scan);
  if (handover === 0) return writeScanId(out, 0, scan.scanId, trackingNumber);
  out[0] = BEGINS_WITH_HANDOVER;
  out.writeInt32BE(handover, 1);
  return writeScanId(out, HANDOVER_BYTES, scan.scanId, trackingNumber);
}

/**
 * Devices often make an id of the label they read, and else a UUID: neither is kept twice as long.
 * @param out takes the code from `start` on; ids are ASCII of 1–255 characters
 * @returns where the code ends
 */
function writeScanId(out: Buffer, start: number, scanId: string, trackingNumber: string): number {
  if (scanId.startsWith(trackingNumber)) {
    out[start] = BEGINS_WITH_NUMBER;
    return writeAscii(out, start + 1, scanId, trackingNumber.length);
  }
  if (writeUuid(out, start + 1, scanId)) {
    out[start] = IS_UUID;
    return start + 1 + UUID_BYTES;
  }
  return writeAscii(out, start, scanId, 0);
}

function writeAscii(out: Buffer, at: number, text: string, from: number): number {
  for (let i = from; i < text.length; i++) out[at + i - from] = text.charCodeAt(i);
  return at + text.length - from;
}

/** 32 bits of the parcel, signed; with `scanHash` and the time they are the key of a scan's row. */
export function parcelHash(trackingNumber: string): number {
  return mix32(fnv1a32(trackingNumber)) | 0;
}

/** 32 bits of what makes a scan itself besides parcel and time: its id and all it says. */
export function scanHash(fact: Fact): number {
  return mix32(fnv1a32(fact.scanId) + Math.imul(contentDigest(fact), 0x9e3779b1)) | 0;
}
