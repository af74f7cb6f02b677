import type { INestApplication } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { MessagingServer } from './consuming/messaging-server';

/**
 * Connects the one messaging server of this process; call before `app.startAllMicroservices()`.
 * An application without `MessagingModule` is left alone. `app.close()` stops the consumers before
 * the pools.
 */
export function connectMessaging(app: INestApplication): void {
  // Asking `app.get` for what is not there ends the process, so look first.
  const modules = [...app.get(ModulesContainer).values()];
  if (!modules.some(({ providers }) => providers.has(MessagingServer))) return;
  const server = app.get(MessagingServer, { strict: false });
  app.connectMicroservice({ strategy: server }, { inheritAppConfig: false });
}
