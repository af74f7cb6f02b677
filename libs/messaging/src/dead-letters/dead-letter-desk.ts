import { DeadLetterShelf } from './dead-letter-shelf';
import type { MessagingServer } from '../consuming/messaging-server';
import type { ReplayOptions, ReplayResult } from './replay-dead-letters';
import type { ServiceRegistry } from '../service-registry';

/** The dead letters of every service of this process, for whoever serves operators. */
export class DeadLetterDesk {
  constructor(
    private readonly registry: ServiceRegistry,
    private readonly server: MessagingServer,
  ) {}

  /** In the order of the services' names. */
  shelves(): DeadLetterShelf[] {
    return this.registry.all
      .map(({ database }) => new DeadLetterShelf(database))
      .sort((a, b) => (a.service < b.service ? -1 : 1));
  }

  replay(service: string, options: ReplayOptions): Promise<ReplayResult> {
    return this.server.replay(service, options);
  }
}
