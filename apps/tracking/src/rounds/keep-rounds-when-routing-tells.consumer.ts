import { Controller } from '@nestjs/common';
import { type RoundSnapshot, RoundsChanged, type VisitRow, VisitsReported } from '@youlu/contracts';
import { type ConsumerContext, Consumes, type EventBatch } from '@youlu/messaging';
import { KeepRounds } from './keep-rounds.use-case';

const consumer = 'tracking.rounds';
const gather = { maxRows: 5_000, maxWaitMs: 20 };

@Controller()
export class KeepRoundsWhenRoutingTells {
  constructor(private readonly keepRounds: KeepRounds) {}

  @Consumes(RoundsChanged, { consumer, gather })
  async changed(batch: EventBatch<RoundSnapshot>, { tx }: ConsumerContext): Promise<void> {
    await this.keepRounds.changed(tx, batch.rows);
  }

  @Consumes(VisitsReported, { consumer, gather })
  async visited(batch: EventBatch<VisitRow>, { tx }: ConsumerContext): Promise<void> {
    await this.keepRounds.visited(tx, batch.rows);
  }
}
