import { Controller, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  ItinerariesPlanned,
  type ItinerarySnapshot,
  NodesChanged,
  type NodeSnapshot,
  RoundsChanged,
  type RoundSnapshot,
  type ShipmentSnapshot,
  ShipmentsChanged,
  type VisitRow,
  VisitsReported,
} from '@youlu/contracts';
import { createService } from '@youlu/http';
import {
  ConsumerContext,
  Consumes,
  EventBatch,
  EventSender,
  MessagingStatus,
} from '@youlu/messaging';
import { Database } from '@youlu/persistence';
import { testEnvironment, waitUntil } from '@youlu/testing';
import { RoutingModule } from '../routing.module';
import { routingDefinition, routingMessaging, routingPersistence } from '../routing.persistence';

/** Everything routing has told the others, in the order it came. */
export class Heard {
  readonly nodes: NodeSnapshot[] = [];
  readonly rounds: RoundSnapshot[] = [];
  readonly visits: VisitRow[] = [];
  readonly itineraries: ItinerarySnapshot[] = [];
}

@Controller()
class Listener {
  constructor(private readonly heard: Heard) {}

  @Consumes(NodesChanged, { consumer: 'routing.test-listener' })
  async nodes(batch: EventBatch<NodeSnapshot>, _context: ConsumerContext): Promise<void> {
    this.heard.nodes.push(...batch.rows);
  }

  @Consumes(RoundsChanged, { consumer: 'routing.test-listener' })
  async rounds(batch: EventBatch<RoundSnapshot>, _context: ConsumerContext): Promise<void> {
    this.heard.rounds.push(...batch.rows);
  }

  @Consumes(VisitsReported, { consumer: 'routing.test-listener' })
  async visits(batch: EventBatch<VisitRow>, _context: ConsumerContext): Promise<void> {
    this.heard.visits.push(...batch.rows);
  }

  @Consumes(ItinerariesPlanned, { consumer: 'routing.test-listener' })
  async itineraries(
    batch: EventBatch<ItinerarySnapshot>,
    _context: ConsumerContext,
  ): Promise<void> {
    this.heard.itineraries.push(...batch.rows);
  }
}

@Module({
  imports: [RoutingModule, routingPersistence, routingMessaging],
  controllers: [Listener],
  providers: [Heard],
})
class ListenedRoutingModule {}

export interface Reply<Body> {
  status: number;
  body: Body;
  text: string;
}

/** The service as its process runs it, with someone listening to its events. */
export class RunningRouting {
  private constructor(
    private readonly app: NestFastifyApplication,
    private readonly closeEnvironment: () => Promise<void>,
  ) {}

  static async start(): Promise<RunningRouting> {
    const environment = await testEnvironment([routingDefinition]);
    const app = await createService(ListenedRoutingModule, {
      service: 'routing',
      description: 'routing under test',
      defaultPort: 0,
    });
    return new RunningRouting(app, () => environment.close());
  }

  get db(): Database {
    return this.app.get(Database, { strict: false });
  }

  get heard(): Heard {
    return this.app.get(Heard, { strict: false });
  }

  async post<Body>(path: string, body: object, key?: string): Promise<Reply<Body>> {
    const headers = key === undefined ? {} : { 'idempotency-key': key };
    const reply = await this.app.inject({ method: 'POST', url: path, payload: body, headers });
    return { status: reply.statusCode, body: reply.json<Body>(), text: reply.payload };
  }

  async get<Body>(path: string): Promise<Reply<Body>> {
    const reply = await this.app.inject({ method: 'GET', url: path });
    return { status: reply.statusCode, body: reply.json<Body>(), text: reply.payload };
  }

  /** What orders would publish. */
  async publish(shipments: readonly ShipmentSnapshot[]): Promise<void> {
    await this.app.get(EventSender, { strict: false }).send(ShipmentsChanged, shipments);
  }

  /** Resolves once nothing is under way: outbox sent, every group caught up. */
  async rest(): Promise<void> {
    const status = this.app.get(MessagingStatus, { strict: false });
    let before = -1;
    await waitUntil(
      async () => {
        const { lag, outbox, activity } = await status.inFlight();
        const calm = lag === 0 && outbox === 0 && activity === before;
        before = activity;
        return calm;
      },
      20_000,
      'routing to come to rest',
    );
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.closeEnvironment();
  }
}
