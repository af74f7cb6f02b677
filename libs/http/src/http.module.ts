import {
  type DynamicModule,
  Inject,
  Injectable,
  Module,
  type OnModuleDestroy,
  type OnModuleInit,
  Optional,
} from '@nestjs/common';
import { ReadinessRegistry } from '@youlu/observability';
import { Database } from '@youlu/persistence';
import { ExpiredKeysJob } from './writes/expired-keys.job';
import { IdempotentWrites } from './writes/idempotent-writes';

/** Lets `/ready` speak of the service's database. */
@Injectable()
class DatabaseReadiness implements OnModuleInit, OnModuleDestroy {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Optional() @Inject(ReadinessRegistry) private readonly readiness?: ReadinessRegistry,
  ) {}

  onModuleInit(): void {
    this.readiness?.register(this.name, async () =>
      (await this.database.isReachable()) ? undefined : 'No answer. Start it, see DATABASE_URL.',
    );
  }

  onModuleDestroy(): void {
    this.readiness?.unregister(this.name);
  }

  private get name(): string {
    return `database:${this.database.service}`;
  }
}

const made = new WeakMap<DynamicModule, DynamicModule>();

/** Gives a feature module `IdempotentWrites`; import it beside the service's persistence. */
@Module({
  providers: [IdempotentWrites, ExpiredKeysJob, DatabaseReadiness],
  exports: [IdempotentWrites],
})
export class HttpModule {
  /** The same constant in, the same module out: every feature of a service shares one. */
  static forService(persistence: DynamicModule): DynamicModule {
    const known = made.get(persistence);
    if (known !== undefined) return known;
    const module = { module: HttpModule, imports: [persistence] };
    made.set(persistence, module);
    return module;
  }
}
