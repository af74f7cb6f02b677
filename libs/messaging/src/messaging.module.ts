import type { DynamicModule } from '@nestjs/common';

/** Gives a service its `Outbox` (and starts its relay) and the process its `EventSender`. */
export class MessagingModule {
  /** Call once per app with the constant of `PersistenceModule.forService`; export the result. */
  static forService(_persistence: DynamicModule, _options: { service: string }): DynamicModule {
    throw new Error('being written');
  }
}
