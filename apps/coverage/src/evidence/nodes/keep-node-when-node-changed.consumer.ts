import { Controller } from '@nestjs/common';
import { type NodeSnapshot, NodesChanged } from '@youlu/contracts';
import { Consumes, ConsumerContext, EventBatch } from '@youlu/messaging';
import { EVIDENCE_CONSUMER, EVIDENCE_GATHER } from '../evidence-consumer';
import { KeepNodes } from './keep-nodes.use-case';

@Controller()
export class KeepNodeWhenNodeChanged {
  constructor(private readonly keepNodes: KeepNodes) {}

  @Consumes(NodesChanged, { consumer: EVIDENCE_CONSUMER, gather: EVIDENCE_GATHER })
  async handle(batch: EventBatch<NodeSnapshot>, context: ConsumerContext): Promise<void> {
    await this.keepNodes.execute(context.tx, batch.rows);
  }
}
