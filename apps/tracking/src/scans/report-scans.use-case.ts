import { Injectable } from '@nestjs/common';
import { type ScanRow, ScansReported } from '@youlu/contracts';
import { EventSender } from '@youlu/messaging';

/** Hands scans to the log; they are accepted once it has acknowledged every one of them. */
@Injectable()
export class ReportScans {
  constructor(private readonly sender: EventSender) {}

  async execute(scans: readonly ScanRow[]): Promise<void> {
    if (scans.length > 0) await this.sender.send(ScansReported, scans);
  }
}
