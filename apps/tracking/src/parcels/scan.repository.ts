import { Injectable } from '@nestjs/common';
import { BinaryCopy, type Tx } from '@youlu/persistence';
import { type Fact, type Scan, contentDigest } from './fact';

/** A scan of a parcel, as `scans` keeps it. */
export interface ScanOf<F extends Fact = Scan> {
  readonly trackingNumber: string;
  readonly scan: F;
}

const COPY_SCANS = `COPY scans (tracking_number, occurred_at, scan_id, digest, kind, node_id,
  place_code, sent_at, recorded_at, device_id, consent) FROM STDIN BINARY`;

/** Rows of `scans`: every accepted scan once. The parcel decides what is new; the key only guards. */
@Injectable()
export class ScanRepository {
  async add(tx: Tx, scans: readonly ScanOf[]): Promise<void> {
    if (scans.length === 0) return;
    const copy = new BinaryCopy(
      ['text', 'int8', 'text', 'int4', 'text', 'text', 'text', 'int8', 'int8', 'text', 'bool'],
      scans.length * 200,
    );
    for (const { trackingNumber, scan } of scans) {
      copy.add([
        trackingNumber,
        scan.occurredAt,
        scan.scanId,
        contentDigest(scan),
        scan.kind,
        scan.nodeId,
        scan.placeCode,
        scan.sentAt,
        scan.recordedAt,
        scan.deviceId,
        scan.consent,
      ]);
    }
    await tx.copyInBinary(COPY_SCANS, copy.finish());
  }

  /** Known scans of which an earlier report turned up: rare, since the first upload mostly comes first. */
  async correctClocks(tx: Tx, scans: readonly ScanOf<Fact>[]): Promise<void> {
    if (scans.length === 0) return;
    await tx.execute(
      `UPDATE scans s SET sent_at = u.sent_at, recorded_at = u.recorded_at
         FROM unnest($1::text[], $2::int8[], $3::text[], $4::int4[], $5::int8[], $6::int8[])
           AS u(tracking_number, occurred_at, scan_id, digest, sent_at, recorded_at)
        WHERE s.tracking_number = u.tracking_number AND s.occurred_at = u.occurred_at
          AND s.scan_id = u.scan_id AND s.digest = u.digest`,
      [
        scans.map(({ trackingNumber }) => trackingNumber),
        scans.map(({ scan }) => scan.occurredAt),
        scans.map(({ scan }) => scan.scanId),
        scans.map(({ scan }) => contentDigest(scan)),
        scans.map(({ scan }) => scan.sentAt),
        scans.map(({ scan }) => scan.recordedAt),
      ],
    );
  }
}
