import { SCAN_KINDS, fnv1a32, mix32 } from '@youlu/vocabulary';
import { type Fact, contentDigest } from '../parcels/fact';

/*
 * How a scan's words become the few bytes `scans` keeps of them; the view `scan_records` is the way
 * back, and the migration that makes it says the same in SQL. A word appended to SCAN_KINDS needs a
 * new view; the words that are there never move.
 */

const KIND_CODE = new Map<string, number>(SCAN_KINDS.map((kind, code) => [kind, code]));
const CONSENT_SHIFT = 4;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** First bytes of a scan id that is not simply its own text: no id begins with them. */
const BEGINS_WITH_NUMBER = 1;
const IS_UUID = 2;

/** Kind (4 bits) and consent (2: unsaid, no, yes). */
export function kindCode({ kind, consent }: Pick<Fact, 'kind' | 'consent'>): number {
  const said = consent === undefined ? 0 : consent ? 2 : 1;
  return (KIND_CODE.get(kind) as number) | (said << CONSENT_SHIFT);
}

/** Devices often make an id of the label they read, and else a UUID: neither is kept twice as long. */
export function scanIdCode(scanId: string, trackingNumber: string): Buffer {
  if (scanId.startsWith(trackingNumber)) {
    const rest = scanId.length - trackingNumber.length;
    const code = Buffer.allocUnsafe(1 + rest);
    code[0] = BEGINS_WITH_NUMBER;
    code.write(scanId.slice(trackingNumber.length), 1, 'latin1');
    return code;
  }
  if (scanId.length === 36 && UUID.test(scanId)) {
    const code = Buffer.allocUnsafe(17);
    code[0] = IS_UUID;
    code.write(scanId.replaceAll('-', ''), 1, 'hex');
    return code;
  }
  return Buffer.from(scanId, 'latin1');
}

/** 32 bits of the parcel, signed; with `scanHash` and the time they are the key of a scan's row. */
export function parcelHash(trackingNumber: string): number {
  return mix32(fnv1a32(trackingNumber)) | 0;
}

/** 32 bits of what makes a scan itself besides parcel and time: its id and all it says. */
export function scanHash(fact: Fact): number {
  return mix32(fnv1a32(fact.scanId) + Math.imul(contentDigest(fact), 0x9e3779b1)) | 0;
}
