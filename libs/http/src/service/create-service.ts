import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { connectMessaging } from '@youlu/messaging';
import { databaseConfigFromEnv, migrateService, type ServiceDefinition } from '@youlu/persistence';
import { JsonLogger, logger, Metrics, ObservabilityModule } from '@youlu/observability';
import { DtoPipe } from '../dto-pipe';
import { httpConfigFromEnv, type HttpConfig } from '../http.config';
import { acceptOnlyJson } from '../bodies/json-body';
import { type ApiInfo, serveOpenApi } from '../openapi/openapi';
import { OperationsController } from './operations.controller';
import { OperatorsModule } from '../operators/operators.module';
import { ProblemFilter } from '../problem-filter';
import { ProcessStatus } from './process-status';
import { applyDoorRules, applyRequestRules, RequestCounts } from '../request-rules';
import { ServiceAdapter } from './service-adapter';
import { reportFailedStart, stopOnSignals } from './stop-and-start';

/** More clients than one machine has; beyond them, connections are closed at once. */
const CONNECTIONS_MAX = 1_000;

export interface ServiceOptions extends ApiInfo {
  /** `orders`: names the service in logs, metrics and the OpenAPI. */
  service: string;
  /** One sentence for the OpenAPI page. */
  description: string;
  /** Port when PORT says nothing. */
  defaultPort: number;
  /** Instead of the environment, for tests. */
  config?: HttpConfig;
}

@Module({
  imports: [ObservabilityModule, OperatorsModule],
  controllers: [OperationsController],
  providers: [RequestCounts, ProcessStatus],
})
class ServiceShell {}

/**
 * The application with our doors around it: initialised, consumers running, not yet listening.
 * Tests use `app.inject(…)` or `app.listen(0)`.
 * @throws Error naming the variable when the environment is wrong, or the route that is a write
 *   without saying how it stays safe
 */
export async function createService(
  rootModule: Type | DynamicModule,
  options: ServiceOptions,
): Promise<NestFastifyApplication> {
  const { allowedHosts } = options.config ?? httpConfigFromEnv(options.defaultPort);
  const app = await NestFactory.create<NestFastifyApplication>(
    { module: ServiceShell, imports: [rootModule] },
    new ServiceAdapter(),
    { logger: logger(), abortOnError: false, bodyParser: false },
  );
  const counts = app.get(RequestCounts);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.server.maxConnections = CONNECTIONS_MAX;
  applyDoorRules(fastify);
  applyRequestRules(fastify, { allowedHosts, counts, metrics: app.get(Metrics) });
  acceptOnlyJson(fastify);
  app.useGlobalPipes(new DtoPipe());
  app.useGlobalFilters(new ProblemFilter(app.get(JsonLogger)));
  serveOpenApi(app, options);
  connectMessaging(app);
  await app.init();
  await app.startAllMicroservices();
  await fastify.ready();
  return app;
}

/**
 * Migrates what the process keeps, then createService, listen, and stop on SIGTERM or SIGINT; what
 * every main.ts calls. Starting twice at once is safe, and no order between services is needed. A
 * start that fails says why in one line and ends the process with exit code 1.
 */
export async function startService(
  rootModule: Type | DynamicModule,
  options: ServiceOptions,
  keeps: readonly ServiceDefinition[],
): Promise<void> {
  let app: NestFastifyApplication | undefined;
  try {
    const config = options.config ?? httpConfigFromEnv(options.defaultPort);
    const { url } = databaseConfigFromEnv();
    await Promise.all(keeps.map((definition) => migrateService(url, definition)));
    app = await createService(rootModule, { ...options, config });
    stopOnSignals(app);
    await app.listen(config.port, config.host);
    logger().event('info', 'serving', { service: options.service, url: await app.getUrl() });
  } catch (error) {
    await reportFailedStart(options.service, error, app);
  }
}
