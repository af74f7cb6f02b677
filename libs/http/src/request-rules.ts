import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Metrics } from '@youlu/observability';
import { busy, DoorLoad } from './bodies/door-load';
import { encodingRefusal } from './bodies/gzip-body';
import { HttpProblem } from './problem';
import type { DoorConfig } from './writes/write-door';

declare module 'fastify' {
  interface FastifyContextConfig extends DoorConfig {}
}

/** Asked by machines all the time; neither work under way nor worth a histogram. */
const OPERATIONS_PATHS = new Set(['/live', '/ready', '/metrics', '/in-flight']);
const BODYLESS_METHODS = new Set(['GET', 'HEAD']);
const BODY_METHODS = new Set(['POST', 'PUT', 'PATCH']);
const WRITE_METHODS = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const JSON_TYPE_PATTERN = /^application\/json\s*(;\s*charset=utf-?8\s*)?$/i;
const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/** What the process counts about its own requests. */
export class RequestCounts {
  open = 0;
  /** Requests begun since the start. */
  begun = 0;
  closing = false;
  readonly load = new DoorLoad();
  /** Requests turned away because the process stops. */
  stopping = 0;
}

/** Hooks every request passes, before its body is read. */
export function applyRequestRules(
  fastify: FastifyInstance,
  rules: { allowedHosts: readonly string[]; counts: RequestCounts; metrics: Metrics },
): void {
  const { counts, metrics } = rules;
  const hosts = new Set([...LOOPBACK_NAMES, ...rules.allowedHosts]);
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!OPERATIONS_PATHS.has(request.routeOptions.url ?? '')) countOpen(reply, counts);
    reply.header('x-content-type-options', 'nosniff');
    done(refusal(request, hosts, counts) ?? admission(request, reply, counts));
  });
  // Not when the response closes: a client may go while its rows are still being worked on.
  fastify.addHook('onSend', (request, _reply, _payload, done) => {
    request.doorShare?.answered();
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unmatched';
    metrics.observeHttp(request.method, route, reply.statusCode, reply.elapsedTime / 1_000);
    done();
  });
}

/** `close` comes once for every response, also when the client has gone away. */
function countOpen(reply: FastifyReply, counts: RequestCounts): void {
  counts.open += 1;
  counts.begun += 1;
  reply.raw.once('close', () => {
    counts.open -= 1;
  });
}

/** Lets a body in if there is room for it, which it takes until it is answered and nobody holds it. */
function admission(
  request: FastifyRequest,
  reply: FastifyReply,
  { load }: RequestCounts,
): HttpProblem | undefined {
  if (BODYLESS_METHODS.has(request.method)) return undefined;
  const share = load.enter(Number(request.headers['content-length'] ?? 0));
  if (share === undefined) return busy();
  request.doorShare = share;
  reply.raw.once('close', () => share.closed());
  return undefined;
}

function refusal(
  request: FastifyRequest,
  hosts: ReadonlySet<string>,
  counts: RequestCounts,
): HttpProblem | undefined {
  if (counts.closing) {
    counts.stopping += 1;
    return new HttpProblem(
      503,
      'service.stopping',
      '进程正在停止，请重试。This process is stopping. Try again.',
      {
        retryAfterSeconds: 1,
        headers: { connection: 'close' }, // whatever comes next has to find another process
      },
    );
  }
  if (!hosts.has(hostName(request.headers.host))) {
    return new HttpProblem(
      421,
      'request.host',
      '此 Host 不在服务范围，请访问 127.0.0.1 或 localhost，或将其列入 ALLOWED_HOSTS。This Host is not served here. Ask for 127.0.0.1 or localhost, or name it in ALLOWED_HOSTS.',
    );
  }
  if (request.url.includes('%00')) {
    return new HttpProblem(
      400,
      'request.url',
      'URL 含 NUL 字符，请去掉。The URL names a NUL character. Leave it out.',
    );
  }
  return BODY_METHODS.has(request.method) ? bodyRefusal(request) : undefined;
}

function bodyRefusal(request: FastifyRequest): HttpProblem | undefined {
  if (!isJson(request.headers['content-type'])) {
    return new HttpProblem(
      415,
      'request.content-type',
      '写入只接受 JSON，请带上 Content-Type: application/json。Writes take JSON only. Send the header Content-Type: application/json.',
    );
  }
  return encodingRefusal(request);
}

/** `LOCALHOST:8080` → `localhost`, `[::1]:8080` → `[::1]`. */
function hostName(host: string | undefined): string {
  if (host === undefined) return '';
  const portAt = host.lastIndexOf(':');
  const name = portAt > host.lastIndexOf(']') ? host.slice(0, portAt) : host;
  return name.toLowerCase();
}

function isJson(contentType: string | undefined): boolean {
  return (
    contentType === 'application/json' ||
    (contentType !== undefined && JSON_TYPE_PATTERN.test(contentType))
  );
}

/**
 * Gives each route the body limit its door names, and refuses to start with a write that does not
 * say how it stays safe when it is sent twice.
 */
export function applyDoorRules(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    const { write, bodyBytesMax } = route.config ?? {};
    if (bodyBytesMax !== undefined) route.bodyLimit = bodyBytesMax;
    const methods = [route.method].flat();
    if (write === undefined && methods.some((method) => WRITE_METHODS.has(method))) {
      throw new Error(
        `${methods.join(',')} ${route.url} does not say how it stays safe when it is sent twice: ` +
          'put @IdempotentWrite() or @BulkWrite() beside it.',
      );
    }
  });
}
