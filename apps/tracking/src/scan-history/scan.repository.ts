import { Injectable } from '@nestjs/common';
import { BinaryCopy, type Tx, binaryColumn } from '@youlu/persistence';
import type { Fact, ScanOf } from '../parcels/fold/fact';
import { kindCode } from '../parcels/coding/kind-code';
import { SCAN_ID_BYTES_MAX, parcelHash, scanHash, writeTold } from './scan-code';
import { type ScanMonth, monthOf, tableOf } from './scan-month';
import { ScanMonthRepository } from './scan-month.repository';
import { ScanSourceRepository } from './scan-source.repository';

const COLUMNS = `occurred_at, parcel_hash, scan_hash, sent_at, recorded_at, source_code, kind_code,
  tracking_number, scan_id`;
const ROW_BYTES = 140;
/** Where the code of a scan's id and hand-over is made before it is copied. */
const told = Buffer.alloc(SCAN_ID_BYTES_MAX);

/** Rows of `scans`: every accepted scan once. The parcel decides what is new; the key only guards. */
@Injectable()
export class ScanRepository {
  constructor(
    private readonly months: ScanMonthRepository,
    private readonly sources: ScanSourceRepository,
  ) {}

  async add(tx: Tx, scans: readonly ScanOf[]): Promise<void> {
    if (scans.length === 0) return;
    const sources = await this.sources.codesOf(
      tx,
      scans.map(({ scan }) => scan),
    );
    const byMonth = this.rowsByMonth(scans, sources);
    await this.months.hold(tx, [...byMonth.keys()]);
    for (const [month, rows] of byMonth) {
      await tx.copyInBinary(`COPY ${tableOf(month)} (${COLUMNS}) FROM STDIN BINARY`, rows.finish());
    }
  }

  /** Known scans of which an earlier report turned up: rare, since the first upload mostly comes first. */
  async correctClocks(tx: Tx, scans: readonly ScanOf<Fact>[]): Promise<void> {
    if (scans.length === 0) return;
    await tx.execute(
      `UPDATE scans s SET sent_at = u.sent_at, recorded_at = u.recorded_at
         FROM unnest($1::int8[], $2::int4[], $3::int4[], $4::int8[], $5::int8[])
           AS u(occurred_at, parcel_hash, scan_hash, sent_at, recorded_at)
        WHERE s.occurred_at = u.occurred_at AND s.parcel_hash = u.parcel_hash
          AND s.scan_hash = u.scan_hash`,
      [
        binaryColumn('int8', scans, ({ scan }) => scan.occurredAt),
        binaryColumn('int4', scans, ({ trackingNumber }) => parcelHash(trackingNumber)),
        binaryColumn('int4', scans, ({ scan }) => scanHash(scan)),
        binaryColumn('int8', scans, ({ scan }) => scan.sentAt),
        binaryColumn('int8', scans, ({ scan }) => scan.recordedAt),
      ],
    );
  }

  private rowsByMonth(
    scans: readonly ScanOf[],
    sources: Int32Array,
  ): ReadonlyMap<ScanMonth, BinaryCopy> {
    const byMonth = new Map<ScanMonth, BinaryCopy>();
    scans.forEach(({ trackingNumber, scan }, i) => {
      const month = monthOf(scan.occurredAt);
      let rows = byMonth.get(month);
      if (!rows) byMonth.set(month, (rows = newRows(scans.length)));
      const row = rows.startRow();
      row.int8(scan.occurredAt);
      row.int4(parcelHash(trackingNumber));
      row.int4(scanHash(scan));
      row.int8(scan.sentAt);
      row.int8(scan.recordedAt);
      row.int4(sources[i] as number);
      row.char(kindCode(scan));
      row.text(trackingNumber);
      row.bytea(told, writeTold(told, scan, trackingNumber));
    });
    return byMonth;
  }
}

function newRows(expected: number): BinaryCopy {
  return new BinaryCopy(
    ['int8', 'int4', 'int4', 'int8', 'int8', 'int4', 'char', 'text', 'bytea'],
    expected * ROW_BYTES,
  );
}
