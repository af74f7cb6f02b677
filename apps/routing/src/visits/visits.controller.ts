import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiBatch, type BatchAnswer, batchAnswer, BulkWrite, invalidRequest } from '@youlu/http';
import { joinZhEn } from '@youlu/vocabulary';
import { StoreVisits } from './store-visits.use-case';
import { before1970Fault, instantOf, toVisit, visitFault, visitsDoor } from './visits.dto';

@ApiTags('visits')
@Controller('v1')
export class VisitsController {
  constructor(private readonly storeVisits: StoreVisits) {}

  /** The answer is a function of the body alone: devices may send it as often as they need to. */
  @Post('visits')
  @BulkWrite()
  @ApiBatch(visitsDoor)
  async visits(@Body() body: unknown): Promise<BatchAnswer> {
    const { envelope, good, rejections } = visitsDoor.open(body, visitFault);
    const fault = before1970Fault('sentAt', envelope.sentAt);
    if (fault) throw invalidRequest(joinZhEn(fault.reason, fault.fix), [fault]);
    const sentAt = instantOf(envelope.sentAt);
    await this.storeVisits.execute(good.map(({ row }) => toVisit(row, sentAt)));
    return batchAnswer(good.length, rejections);
  }
}
