import { Controller } from '@nestjs/common';
import { type ParcelSnapshot, ParcelsChanged } from '@youlu/contracts';
import { Consumes, ConsumerContext, EventBatch } from '@youlu/messaging';
import { EVIDENCE_CONSUMER, EVIDENCE_GATHER } from './evidence-consumer';
import { ReplaceEvidence } from './replace-evidence.use-case';

@Controller()
export class ReplaceEvidenceWhenParcelChanged {
  constructor(private readonly replaceEvidence: ReplaceEvidence) {}

  @Consumes(ParcelsChanged, { consumer: EVIDENCE_CONSUMER, gather: EVIDENCE_GATHER })
  async handle(batch: EventBatch<ParcelSnapshot>, context: ConsumerContext): Promise<void> {
    await this.replaceEvidence.execute(context.tx, batch.rows);
  }
}
