import { Controller } from '@nestjs/common';
import { type ParcelLinkRow, ParcelsLinked } from '@youlu/contracts';
import { Consumes, ConsumerContext, EventBatch } from '@youlu/messaging';
import { KeepParcelLinks } from './keep-parcel-links.use-case';

@Controller()
export class KeepLinksWhenParcelsLinked {
  constructor(private readonly keepLinks: KeepParcelLinks) {}

  @Consumes(ParcelsLinked, { consumer: 'coverage.links' })
  async handle(batch: EventBatch<ParcelLinkRow>, context: ConsumerContext): Promise<void> {
    await this.keepLinks.execute(context.tx, batch.rows);
  }
}
