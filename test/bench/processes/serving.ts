import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createService } from '@youlu/http';

/** A part of the product with its own doors, on any free port: what `startService` does, without signals. */
export async function servePart(
  rootModule: Type | DynamicModule,
  name: string,
): Promise<{ app: NestFastifyApplication; port: number }> {
  const config = { host: '127.0.0.1', port: 0, allowedHosts: [] };
  const options = { service: name, description: name, defaultPort: 0, config };
  const app = await createService(rootModule, options);
  await app.listen(0, '127.0.0.1');
  const address = app.getHttpServer().address();
  return { app, port: typeof address === 'object' && address ? address.port : 0 };
}
