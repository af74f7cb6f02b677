import { applyDecorators, HttpCode } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiHeader } from '@nestjs/swagger';

/** How a write stays safe when it is sent twice: by its Idempotency-Key, or by ids in its rows. */
export type WriteSafety = 'idempotency-key' | 'row-ids';

/** What a route tells Fastify about itself; read by the hooks in create-service. */
export interface DoorConfig {
  write?: WriteSafety;
  bodyBytesMax?: number;
}

export interface DoorOptions {
  /** Largest body this route takes; 1 MiB unless said otherwise. */
  bodyBytesMax?: number;
  /** Status in the route's plain answers and its OpenAPI; 201 unless said otherwise. */
  status?: number;
}

/** A write that goes through `IdempotentWrites.run`. Stands beside `@Post()`. */
export function IdempotentWrite(options: DoorOptions = {}): MethodDecorator {
  return applyDecorators(
    RouteConfig(doorConfig('idempotency-key', options)),
    HttpCode(options.status ?? 201),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'Same key and body → the same answer, byte for byte; other body → 422',
    }),
  );
}

/** A bulk door: rows carry their own ids, and the answer is a pure function of the body. */
export function BulkWrite(options: DoorOptions = {}): MethodDecorator {
  return applyDecorators(
    RouteConfig(doorConfig('row-ids', options)),
    HttpCode(options.status ?? 200),
  );
}

function doorConfig(write: WriteSafety, options: DoorOptions): DoorConfig {
  const { bodyBytesMax } = options;
  return { write, ...(bodyBytesMax === undefined ? {} : { bodyBytesMax }) };
}
