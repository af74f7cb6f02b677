import { type DynamicModule, Inject, Injectable, Module } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { connectDataSource } from './pool/data-source';
import { Database } from './database';
import { databaseConfigFromEnv } from './persistence.config';
import type { ServiceDefinition } from './service-definition';
import { TableStatistics } from './table-statistics';
import { TypeormDatabase } from './pool/typeorm-database';

/** Closes the pool last: consumers, relays and doors have stopped before this hook. */
@Injectable()
class PoolKeeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly statistics: TableStatistics;

  constructor(@Inject(DataSource) private readonly source: DataSource) {
    this.statistics = new TableStatistics(source);
  }

  onApplicationBootstrap(): void {
    this.statistics.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.statistics.stop();
    if (this.source.isInitialized) await this.source.destroy();
  }
}

/** Gives a service its `Database`. */
@Module({})
export class PersistenceModule {
  /** Call once per app, in its `*.persistence.ts`, and import that constant wherever it is needed. */
  static forService(definition: ServiceDefinition): DynamicModule {
    return {
      module: PersistenceModule,
      providers: [
        {
          provide: DataSource,
          useFactory: () => connectDataSource(definition, databaseConfigFromEnv()),
        },
        {
          provide: Database,
          inject: [DataSource],
          useFactory: (source: DataSource) => new TypeormDatabase(definition.service, source),
        },
        PoolKeeper,
      ],
      exports: [Database],
    };
  }
}
