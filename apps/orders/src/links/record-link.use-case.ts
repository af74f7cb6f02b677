import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { assertUnreachable, type Instant, type TrackingNumber } from '@youlu/vocabulary';
import { judgeLink, type Link } from './link';
import { LinkCircle, LinkedOtherwise, LinkToItself, TooManyNumbers } from './link.errors';
import { LinkRepository } from './link.repository';

/** Writes a link down, once; whoever calls holds the locks of both groups. */
@Injectable()
export class RecordLink {
  constructor(private readonly links: LinkRepository) {}

  /** False if it was known. @throws LinkToItself, LinkCircle, LinkedOtherwise, TooManyNumbers */
  async execute(
    tx: Tx,
    link: Link,
    rootOfPrincipal: TrackingNumber,
    now: Instant,
  ): Promise<boolean> {
    const { principalNumber, linkedNumber } = link;
    const existing = await this.links.find(tx, linkedNumber);
    const below = await this.links.countBelow(tx, [rootOfPrincipal, linkedNumber]);
    const decision = judgeLink(link, { existing, rootOfPrincipal, numbers: below + 2 });
    switch (decision) {
      case 'link':
        await this.links.insert(tx, link, rootOfPrincipal, now);
        return true;
      case 'linked-already':
        return false;
      case 'differs':
        throw new LinkedOtherwise(linkedNumber, existing?.principalNumber ?? principalNumber);
      case 'to-itself':
        throw new LinkToItself(linkedNumber);
      case 'circle':
        throw new LinkCircle(linkedNumber, principalNumber);
      case 'too-many':
        throw new TooManyNumbers(principalNumber);
      default:
        return assertUnreachable(decision);
    }
  }
}
