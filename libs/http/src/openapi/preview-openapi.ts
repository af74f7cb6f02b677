import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { type ApiInfo, openApiDocument } from './openapi';
import { OperatorsModule } from '../operators/operators.module';
import { ServiceAdapter } from '../service/service-adapter';

class Preview {}

/**
 * The OpenAPI of a service that is not started: Nest's preview mode makes no provider, so neither
 * database nor Kafka is needed.
 */
export async function previewOpenApi(
  rootModule: Type | DynamicModule,
  info: ApiInfo,
): Promise<OpenAPIObject> {
  const app = await NestFactory.create<NestFastifyApplication>(
    { module: Preview, imports: [rootModule, OperatorsModule] },
    new ServiceAdapter(),
    { preview: true, logger: ['error', 'fatal'], abortOnError: false },
  );
  return openApiDocument(app, info);
}
