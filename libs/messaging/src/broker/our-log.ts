import type { Kafka } from 'kafkajs';
import type { MessagingConfig } from '../messaging.config';
import type { ServiceRegistry } from '../service-registry';
import { AnotherCluster, checkCluster } from './cluster-identity';
import { clusterIdAt, createKafka } from './kafka-client';

/**
 * The log that the rows of this process's services were fed from. Producers and consumers connect
 * through it: a connection leads there or nowhere. kafkajs connects anew in the middle of a send or a
 * fetch, and who answers then may be another cluster, where what is sent is lost and what is read is
 * nobody's.
 */
export class OurLog {
  readonly kafka: Kafka;
  private known: string | undefined;
  private onAnother: (error: AnotherCluster) => void = () => undefined;

  constructor(
    private readonly config: MessagingConfig,
    private readonly registry: ServiceRegistry,
  ) {
    this.kafka = createKafka(config, (broker) => this.check([broker]));
  }

  /** Whom to tell that another cluster answers. */
  tellOfAnother(listener: (error: AnotherCluster) => void): void {
    this.onAnother = listener;
  }

  /**
   * Asks brokers who they are, and the rows whom they know; rows that have said it are not asked again.
   * @throws AnotherCluster, or what keeps brokers or database from answering
   */
  async check(brokers = this.config.brokers): Promise<void> {
    const found = await clusterIdAt(this.config, brokers);
    if (found === this.known) return;
    try {
      const services = this.registry.all;
      for (const { database } of services) await checkCluster(database, found);
      if (services.length > 0) this.known = found;
    } catch (error) {
      if (error instanceof AnotherCluster) this.onAnother(error);
      throw error;
    }
  }
}
