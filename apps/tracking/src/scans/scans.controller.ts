import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ScanRow } from '@youlu/contracts';
import { ApiBatch, type BatchAnswer, BulkWrite, batchAnswer } from '@youlu/http';
import { type Instant, parseInstant } from '@youlu/vocabulary';
import { scanDoor } from './capture-scans.dto';
import { ReportScans } from './report-scans.use-case';

@ApiTags('scans')
@Controller('v1/scans')
export class ScansController {
  constructor(private readonly reportScans: ReportScans) {}

  /** The answer says only what the body says, so sending it again gives the same. */
  @Post()
  @BulkWrite()
  @ApiOperation({ summary: 'Report 1–1,000 scans; each is judged alone, resending is safe' })
  @ApiBatch(scanDoor)
  async capture(@Body() body: unknown): Promise<BatchAnswer> {
    const recordedAt = Date.now();
    const { envelope, good, rejections } = scanDoor.open(body);
    const sentAt = parseInstant(envelope.sentAt) as Instant; // the door has checked its form
    const { deviceId } = envelope;
    // One literal: every row of one shape, and what is undefined is not written.
    const scans = good.map(({ row }): ScanRow => ({
      scanId: row.scanId,
      trackingNumber: row.trackingNumber,
      kind: row.kind,
      nodeId: row.nodeId,
      placeCode: row.placeCode,
      occurredAt: parseInstant(row.occurredAt) as Instant, // likewise
      sentAt,
      recordedAt,
      deviceId,
      consent: row.consent,
      proof: row.proof,
      feeCents: row.feeCents,
      mode: row.mode,
    }));
    await this.reportScans.execute(scans);
    return batchAnswer(scans.length, rejections);
  }
}
