import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { BODY_ENCODING } from '../bodies/gzip-body';

export interface ApiInfo {
  service: string;
  description: string;
}

const PROBLEM_SCHEMA = {
  type: 'object' as const,
  description: 'RFC 9457 problem details; `code` is stable, `detail` says what to do',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string' as const, description: 'urn:youlu:problem:<code>' },
    title: { type: 'string' as const },
    status: { type: 'integer' as const },
    detail: { type: 'string' as const },
    code: { type: 'string' as const },
    field: { type: 'string' as const, description: 'path of the field to mend' },
    errors: { type: 'array' as const, items: { type: 'object' as const } },
    instance: { type: 'string' as const, description: 'urn:youlu:request:<request id>' },
  },
};

/** The OpenAPI 3.1 document of an application, paths sorted, every route with its problem answer. */
export function openApiDocument(app: INestApplication, info: ApiInfo): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(`Youlu ${info.service}`)
    .setDescription(info.description)
    .setVersion('1')
    .addServer('/')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) =>
      `${controller.replace(/Controller$/, '')}.${method}`,
  });
  const schemas = { ...document.components?.schemas, Problem: PROBLEM_SCHEMA };
  addProblemAnswers(document);
  addBodyEncoding(document);
  return {
    ...document,
    paths: sortedByKey(document.paths),
    components: { ...document.components, schemas: sortedByKey(schemas) },
  };
}

/** /openapi.json and /docs; the document is made at the first request, not at the start. */
export function serveOpenApi(app: INestApplication, info: ApiInfo): void {
  let document: OpenAPIObject | undefined;
  const once = (): OpenAPIObject => (document ??= openApiDocument(app, info));
  SwaggerModule.setup('docs', app, once, {
    jsonDocumentUrl: '/openapi.json',
    raw: ['json'],
    customSiteTitle: `Youlu ${info.service}`,
  });
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Says of every route that anything but success comes as problem+json. */
function addProblemAnswers(document: OpenAPIObject): void {
  const problem = {
    description: 'What is wrong and what to do',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      if (operation) operation.responses = { ...operation.responses, default: problem };
    }
  }
}

/** Says of every route with a body that it may come packed. */
function addBodyEncoding(document: OpenAPIObject): void {
  const parameter = {
    name: 'Content-Encoding',
    in: 'header' as const,
    required: false,
    description: 'The body packed with gzip; the limit of the door is for what it unpacks to',
    schema: { type: 'string' as const, enum: [BODY_ENCODING] },
  };
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      if (operation?.requestBody === undefined) continue;
      operation.parameters = [...(operation.parameters ?? []), parameter];
    }
  }
}

function sortedByKey<T>(record: Record<string, T>): Record<string, T> {
  const entries = Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries);
}
