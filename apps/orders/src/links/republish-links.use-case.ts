import { Injectable } from '@nestjs/common';
import { ParcelsLinked } from '@youlu/contracts';
import { Outbox, type TellsAgain } from '@youlu/messaging';
import { Database } from '@youlu/persistence';
import { LinkRepository } from './link.repository';

const LINKS_AT_ONCE = 2_000;

/**
 * Tells the links of parcels again, from the table: those made before links were published, and all of
 * them for a consumer that starts over. Who has a link ignores it. A link whose moment of recording was
 * not kept is known from now on, so that what was answered as known before stays as it was.
 */
@Injectable()
export class RepublishLinks implements TellsAgain {
  constructor(
    private readonly db: Database,
    private readonly links: LinkRepository,
    private readonly outbox: Outbox,
  ) {}

  /** The next links after a linked number, in one transaction. */
  async after(linkedNumber: string): ReturnType<TellsAgain['after']> {
    return this.db.transaction(async (tx) => {
      const now = Date.now();
      const links = await this.links.recordedAfter(tx, linkedNumber, LINKS_AT_ONCE, now);
      await this.outbox.add(tx, ParcelsLinked, links);
      const isLast = links.length < LINKS_AT_ONCE;
      return { rows: links.length, last: isLast ? null : (links.at(-1)?.linkedNumber ?? null) };
    });
  }
}
