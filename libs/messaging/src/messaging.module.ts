import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Global,
  Inject,
  Injectable,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Database } from '@youlu/persistence';
import { ActivityMeter } from './metrics/activity-meter';
import { CheckedProducer } from './outbox/checked-producer';
import { CoalescingSender } from './outbox/coalescing-sender';
import { DeadLetterDesk } from './dead-letters/dead-letter-desk';
import { EventSender } from './outbox/event-sender';
import { KafkaGateway } from './broker/kafka-gateway';
import { OurLog } from './broker/our-log';
import { MessagingGauges } from './metrics/messaging-gauges';
import { MessagingServer } from './consuming/messaging-server';
import { MessagingStatus } from './metrics/messaging-status';
import { messagingConfigFromEnv } from './messaging.config';
import { Outbox } from './outbox/outbox';
import { OutboxRelay } from './outbox/outbox-relay';
import { ServiceRegistry } from './service-registry';
import { TableOutbox } from './outbox/table-outbox';

/** Disconnects after the doors and consumers have stopped. */
@Injectable()
class LogCloser implements OnApplicationShutdown {
  constructor(
    @Inject(CheckedProducer) private readonly producer: CheckedProducer,
    @Inject(KafkaGateway) private readonly gateway: KafkaGateway,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.producer.close(), this.gateway.close()]);
  }
}

/** What a process has once, however many services it hosts. */
@Global()
@Module({
  providers: [
    ActivityMeter,
    ServiceRegistry,
    { provide: KafkaGateway, useFactory: () => new KafkaGateway(messagingConfigFromEnv()) },
    {
      provide: OurLog,
      inject: [KafkaGateway, ServiceRegistry],
      useFactory: ({ config }: KafkaGateway, registry: ServiceRegistry) =>
        new OurLog(config, registry),
    },
    {
      provide: CheckedProducer,
      inject: [OurLog],
      useFactory: ({ kafka }: OurLog) => new CheckedProducer(kafka),
    },
    {
      provide: EventSender,
      inject: [CheckedProducer, KafkaGateway, ActivityMeter],
      useFactory: (producer: CheckedProducer, gateway: KafkaGateway, activity: ActivityMeter) =>
        new CoalescingSender(producer, gateway.config, activity),
    },
    {
      provide: MessagingServer,
      inject: [KafkaGateway, ServiceRegistry, ActivityMeter, CheckedProducer, OurLog],
      useFactory: (
        gateway: KafkaGateway,
        registry: ServiceRegistry,
        activity: ActivityMeter,
        producer: CheckedProducer,
        ourLog: OurLog,
      ) => new MessagingServer(gateway, registry, activity, producer, ourLog),
    },
    {
      provide: MessagingStatus,
      inject: [MessagingServer, KafkaGateway, ServiceRegistry, ActivityMeter],
      useFactory: (
        server: MessagingServer,
        gateway: KafkaGateway,
        registry: ServiceRegistry,
        activity: ActivityMeter,
      ) => new MessagingStatus(server, gateway, registry, activity),
    },
    {
      provide: MessagingGauges,
      inject: [MessagingServer, KafkaGateway, ServiceRegistry],
      useFactory: (server: MessagingServer, gateway: KafkaGateway, registry: ServiceRegistry) =>
        new MessagingGauges(server, gateway, registry),
    },
    {
      provide: DeadLetterDesk,
      inject: [ServiceRegistry, MessagingServer],
      useFactory: (registry: ServiceRegistry, server: MessagingServer) =>
        new DeadLetterDesk(registry, server),
    },
    LogCloser,
  ],
  exports: [
    ActivityMeter,
    DeadLetterDesk,
    MessagingGauges,
    ServiceRegistry,
    KafkaGateway,
    CheckedProducer,
    EventSender,
    MessagingServer,
    MessagingStatus,
  ],
})
class ProcessMessagingModule {}

/** The relay starts with the application and stops before the consumers do. */
@Injectable()
class RelayRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(OutboxRelay) private readonly relay: OutboxRelay,
    @Inject(Database) database: Database,
    @Inject(ServiceRegistry) registry: ServiceRegistry,
  ) {
    registry.add(database.service, { database, relay });
  }

  onApplicationBootstrap(): void {
    this.relay.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.relay.stop();
  }
}

/** Gives a service its `Outbox` (and starts its relay) and the process its `EventSender`. */
@Module({})
export class MessagingModule {
  /** Call once per app with the constant of `PersistenceModule.forService`; export the result. */
  static forService(persistence: DynamicModule, { service }: { service: string }): DynamicModule {
    return {
      module: MessagingModule,
      imports: [persistence, ProcessMessagingModule],
      providers: [
        {
          provide: OutboxRelay,
          inject: [Database, CheckedProducer, KafkaGateway, ActivityMeter],
          useFactory: (
            db: Database,
            producer: CheckedProducer,
            gateway: KafkaGateway,
            activity: ActivityMeter,
          ) => new OutboxRelay(db, producer, gateway.config, activity),
        },
        {
          provide: Outbox,
          inject: [OutboxRelay, KafkaGateway],
          useFactory: (relay: OutboxRelay, gateway: KafkaGateway) =>
            new TableOutbox(service, gateway.config, (records) => relay.committed(records)),
        },
        RelayRunner,
      ],
      exports: [Outbox, ProcessMessagingModule],
    };
  }
}
