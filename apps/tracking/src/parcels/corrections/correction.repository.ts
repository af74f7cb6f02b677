import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { Instant } from '@youlu/vocabulary';

/** A record that names a wrong scan; nothing is edited, the scan is withdrawn. */
export interface Correction {
  readonly trackingNumber: string;
  readonly scanId: string;
  readonly correctionId: string;
  readonly reason: string;
  readonly correctedAt: Instant;
  readonly recordedAt: Instant;
}

interface CorrectionRow {
  scan_id: string;
  reason: string;
  corrected_at: number;
  recorded_at: number;
}

/** Rows of `corrections`. */
@Injectable()
export class CorrectionRepository {
  /** The correction as stored: this one, or the one that came first under the same id. */
  async add(tx: Tx, correction: Correction): Promise<Correction> {
    const { trackingNumber, correctionId } = correction;
    await tx.execute(
      `INSERT INTO corrections
         (tracking_number, correction_id, scan_id, reason, corrected_at, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [
        trackingNumber,
        correctionId,
        correction.scanId,
        correction.reason,
        correction.correctedAt,
        correction.recordedAt,
      ],
    );
    const [row] = await tx.query<CorrectionRow>(
      `SELECT scan_id, reason, corrected_at, recorded_at FROM corrections
        WHERE tracking_number = $1 AND correction_id = $2`,
      [trackingNumber, correctionId],
    );
    if (!row) throw new Error(`Correction ${correctionId} was stored and is not there`);
    return {
      trackingNumber,
      correctionId,
      scanId: row.scan_id,
      reason: row.reason,
      correctedAt: row.corrected_at,
      recordedAt: row.recorded_at,
    };
  }
}
