import { type DynamicModule, Module } from '@nestjs/common';
import { IdempotentWrites } from './idempotent-writes';

/** Gives a feature module `IdempotentWrites`; import it beside the service's persistence. */
@Module({ providers: [IdempotentWrites], exports: [IdempotentWrites] })
export class HttpModule {
  static forService(persistence: DynamicModule): DynamicModule {
    return { module: HttpModule, imports: [persistence] };
  }
}
