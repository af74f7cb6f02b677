import { Module } from '@nestjs/common';
import { tellAgain } from '@youlu/messaging';
import { ordersMessaging, ordersPersistence } from '../orders.persistence';
import { LinkRepository } from './link.repository';
import { RepublishLinks } from './republish-links.use-case';

@Module({
  imports: [ordersPersistence, ordersMessaging],
  providers: [LinkRepository, RepublishLinks],
})
class RepublishModule {}

/** Publishes every link again, in the order of the linked numbers; see `tellAgain`. */
export function republishLinks(after: string, say: (line: string) => void): Promise<number> {
  return tellAgain(RepublishModule, RepublishLinks, after, say);
}
