import type { Database } from '@youlu/persistence';
import type { OutboxRelay } from './outbox/outbox-relay';

export interface RegisteredService {
  readonly database: Database;
  readonly relay: OutboxRelay;
}

/** The services of this process: a consumer finds its database by the part before the dot. */
export class ServiceRegistry {
  private readonly services = new Map<string, RegisteredService>();

  add(service: string, registered: RegisteredService): void {
    if (this.services.has(service)) {
      throw new Error(
        `MessagingModule.forService('${service}') was called twice; export a constant`,
      );
    }
    this.services.set(service, registered);
  }

  /** @throws Error naming the consumer when its service is not part of this process */
  databaseOf(consumer: string): Database {
    const service = consumer.split('.')[0] as string;
    const registered = this.services.get(service);
    if (registered) return registered.database;
    throw new Error(
      `Consumer ${consumer} belongs to service '${service}', which is not in this process; ` +
        `import the constant of MessagingModule.forService there`,
    );
  }

  get all(): RegisteredService[] {
    return [...this.services.values()];
  }
}
