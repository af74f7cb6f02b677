import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { ChangeParcels } from '../change-parcels.use-case';
import { type Correction, CorrectionRepository } from './correction.repository';
import { CorrectionDiffers } from '../parcel.errors';

/** Withdraws a scan, also one that has not arrived yet: then it is withdrawn when it comes. */
@Injectable()
export class CorrectScan {
  constructor(
    private readonly corrections: CorrectionRepository,
    private readonly changeParcels: ChangeParcels,
  ) {}

  /** @throws CorrectionDiffers if the correctionId is taken by other content */
  async execute(tx: Tx, correction: Correction): Promise<Correction> {
    const stored = await this.corrections.add(tx, correction);
    if (!saysTheSame(stored, correction)) throw new CorrectionDiffers(correction.correctionId);
    const { trackingNumber, scanId, recordedAt } = stored;
    const withdrawal = { scanId, withdrawnAt: recordedAt };
    await this.changeParcels.execute(tx, [{ trackingNumber, withdrawal }]);
    return stored;
  }
}

function saysTheSame(a: Correction, b: Correction): boolean {
  return a.scanId === b.scanId && a.reason === b.reason && a.correctedAt === b.correctedAt;
}
