import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answer } from '../answer';
import { problemOf, sendProblem } from '../problem-filter';

const BODY_BYTES_MAX = 1_048_576;
/** The time a client has to send a whole request; the slowest is a register of 16 MB. */
const REQUEST_MS_MAX = 60_000;
const PATH_PARAMETER_CHARACTERS_MAX = 160;
const REQUEST_ID_PATTERN = /^[A-Za-z0-9-]{8,64}$/;

/**
 * Nest on Fastify, with our limits. `Answer`s are sent as they are: a check on this path costs
 * nothing, an interceptor on every route would.
 */
export class ServiceAdapter extends FastifyAdapter {
  constructor() {
    super({
      skipMiddie: true, // hooks do what middleware would, for 1 µs a request less
      bodyLimit: BODY_BYTES_MAX,
      requestTimeout: REQUEST_MS_MAX,
      routerOptions: { maxParamLength: PATH_PARAMETER_CHARACTERS_MAX },
      genReqId: requestIds(),
      // The router refuses a malformed URL before any hook and filter.
      frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
        sendProblem(reply, problemOf(error, request), request.id),
      return503OnClosing: false, // our own hook says it as problem+json
    });
  }

  override reply(
    ...[response, body, statusCode]: Parameters<FastifyAdapter['reply']>
  ): ReturnType<FastifyAdapter['reply']> {
    if (!(body instanceof Answer)) return super.reply(response, body, statusCode);
    const reply = response as FastifyReply;
    reply.code(body.status).header('content-type', body.contentType).headers(body.headers);
    return reply.send(body.body) as ReturnType<FastifyAdapter['reply']>;
  }
}

/** The caller's X-Request-Id when it is harmless, otherwise one of ours. */
function requestIds(): (request: IncomingMessage) => string {
  const prefix = randomBytes(6).toString('hex');
  let count = 0;
  return (request) => {
    const given = request.headers['x-request-id'];
    if (typeof given === 'string' && REQUEST_ID_PATTERN.test(given)) return given;
    count += 1;
    return `${prefix}-${count}`;
  };
}
