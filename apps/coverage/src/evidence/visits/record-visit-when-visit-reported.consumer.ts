import { Controller } from '@nestjs/common';
import { type VisitRow, VisitsReported } from '@youlu/contracts';
import { Consumes, ConsumerContext, EventBatch } from '@youlu/messaging';
import { EVIDENCE_CONSUMER, EVIDENCE_GATHER } from '../evidence-consumer';
import { RecordVisits } from './record-visits.use-case';

@Controller()
export class RecordVisitWhenVisitReported {
  constructor(private readonly recordVisits: RecordVisits) {}

  @Consumes(VisitsReported, { consumer: EVIDENCE_CONSUMER, gather: EVIDENCE_GATHER })
  async handle(batch: EventBatch<VisitRow>, context: ConsumerContext): Promise<void> {
    await this.recordVisits.execute(context.tx, batch.rows);
  }
}
