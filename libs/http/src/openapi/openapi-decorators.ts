import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiResponse } from '@nestjs/swagger';
import { type TSchema, Type } from '@sinclair/typebox';

type OpenApiSchema = Parameters<typeof ApiBody>[0] extends { schema: infer S } ? S : never;

/** A TypeBox schema is JSON Schema, which OpenAPI 3.1 speaks natively. */
function plain(schema: TSchema): OpenApiSchema {
  return JSON.parse(JSON.stringify(schema)) as OpenApiSchema;
}

/** The request body in the OpenAPI, from a TypeBox schema. */
export function ApiBodyOf(schema: TSchema): MethodDecorator {
  return applyDecorators(ApiBody({ schema: plain(schema), required: true }));
}

/** The route's answer in the OpenAPI, from a TypeBox schema. */
export function ApiAnswerOf(status: number, schema: TSchema, description = ''): MethodDecorator {
  return applyDecorators(ApiResponse({ status, description, schema: plain(schema) }));
}

/** A list's answer in the OpenAPI: items of this schema, nextCursor, and what else `more` says. */
export function ApiPageOf(
  item: TSchema,
  description = '',
  more: Readonly<Record<string, TSchema>> = {},
): MethodDecorator {
  const page = Type.Object({
    items: Type.Array(item),
    nextCursor: Type.Union([Type.String(), Type.Null()]),
    ...more,
  });
  return ApiAnswerOf(200, page, description);
}

/** Body and answer of a batch door in the OpenAPI; `result` is what `results` holds, if anything. */
export function ApiBatch(door: { schema: TSchema }, result?: TSchema): MethodDecorator {
  return applyDecorators(
    ApiBodyOf(door.schema),
    ApiAnswerOf(200, batchAnswerSchema(result), 'Good rows are kept, others refused with a reason'),
  );
}

function batchAnswerSchema(result: TSchema | undefined): TSchema {
  const rejection = Type.Object({
    index: Type.Integer(),
    field: Type.Optional(Type.String()),
    code: Type.String(),
    reason: Type.String(),
    fix: Type.String(),
  });
  const counts = {
    accepted: Type.Integer(),
    rejected: Type.Integer(),
    rejections: Type.Array(rejection),
  };
  return result === undefined
    ? Type.Object(counts)
    : Type.Object({ ...counts, results: Type.Array(result) });
}
