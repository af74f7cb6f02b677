import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  ApiAnswerOf,
  IdempotentWrite,
  IdempotentWrites,
  TrackingNumberPipe,
} from '@youlu/http';
import { Database } from '@youlu/persistence';
import { type Instant, formatInstant, parseInstant } from '@youlu/vocabulary';
import type { FastifyRequest } from 'fastify';
import { CorrectScanBody, ScanPath } from './corrections/correct-scan.dto';
import { CorrectScan } from './corrections/correct-scan.use-case';
import { CorrectionAnswer, ParcelAnswer } from './parcel-answers.dto';
import { type ParcelTimeline, ReadParcelTimeline } from './parcel-timeline.query';

@ApiTags('parcels')
@Controller('v1/parcels')
export class ParcelsController {
  constructor(
    private readonly readTimeline: ReadParcelTimeline,
    private readonly correctScan: CorrectScan,
    private readonly writes: IdempotentWrites,
    private readonly db: Database,
  ) {}

  @Get(':trackingNumber')
  @ApiOperation({
    summary: 'Where a parcel stands, its scans with their verdicts, and its plan',
    description:
      'A read of now: it says what is known at present and takes no knownAt; what was made of a scan ' +
      'before is told to those that count it.',
  })
  @ApiAnswerOf(200, ParcelAnswer)
  @ApiParam({ name: 'trackingNumber', schema: { type: 'string', minLength: 8, maxLength: 26 } })
  async read(
    @Param('trackingNumber', TrackingNumberPipe) trackingNumber: string,
  ): Promise<ParcelTimeline> {
    return this.readTimeline.execute(trackingNumber);
  }

  @Post(':trackingNumber/scans/:scanId/corrections')
  @IdempotentWrite()
  @ApiOperation({ summary: 'Withdraw a wrong scan; one not seen yet is withdrawn when it comes' })
  @ApiAnswerOf(201, CorrectionAnswer)
  async correct(
    @Param() path: ScanPath,
    @Body() body: CorrectScanBody,
    @Req() request: FastifyRequest,
  ): Promise<Answer> {
    const recordedAt = Date.now();
    return this.writes.run(request, this.db, async (tx) => {
      const { correctedAt, ...correction } = await this.correctScan.execute(tx, {
        trackingNumber: path.trackingNumber,
        scanId: path.scanId,
        correctionId: body.correctionId,
        reason: body.reason,
        correctedAt: parseInstant(body.correctedAt) as Instant, // InstantField has checked it
        recordedAt,
      });
      const { correctionId, trackingNumber, scanId, reason } = correction;
      const shown = { correctionId, trackingNumber, scanId, reason };
      return { status: 201, body: { ...shown, correctedAt: formatInstant(correctedAt) } };
    });
  }
}
