import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZhEn } from '@youlu/vocabulary';
import { gatherBody, holdRoom } from './gather-body';
import { inflate, isPlain } from './gzip-body';
import { HttpProblem } from '../problem';

declare module 'fastify' {
  interface FastifyRequest {
    /** SHA-256 of the body's bytes, unpacked; only when the request carries an Idempotency-Key. */
    bodySha256: Buffer | null;
  }
}

/** Takes JSON and nothing else, packed with gzip or not; keeps the body's hash for requests with an Idempotency-Key. */
export function acceptOnlyJson(fastify: FastifyInstance): void {
  fastify.decorateRequest('bodySha256', null);
  fastify.removeAllContentTypeParsers();
  fastify.decorateRequest('doorShare', null);
  fastify.addContentTypeParser('application/json', (request: FastifyRequest, payload, done) => {
    gatherBody(request, payload, (error, body) => {
      if (error !== null) return done(error, undefined);
      if (isPlain(request)) return read(request, body, done);
      const bytesMax = request.routeOptions.bodyLimit;
      const hold = (bytes: number): boolean => holdRoom(request, bytes);
      inflate(body, { bytesMax, hold }, (refusal, unpacked) => {
        if (refusal === undefined) read(request, unpacked, done);
        else done(refusal, undefined);
      });
    });
  });
}

/** The hash is of the JSON, so that a body sent again may be packed or not. */
function read(
  request: FastifyRequest,
  body: Buffer,
  done: (error: Error | null, value?: unknown) => void,
): void {
  try {
    const value = parseJson(body);
    if (request.headers['idempotency-key'] !== undefined)
      request.bodySha256 = createHash('sha256').update(body).digest();
    done(null, value);
  } catch (error) {
    done(error as Error, undefined);
  }
}

/** @throws HttpProblem 400 saying where the JSON breaks */
function parseJson(body: Buffer): unknown {
  if (body.length === 0)
    throw malformed('请求体为空，请发送 JSON 对象。The body is empty. Send a JSON object.');
  if (!isUtf8(body))
    throw malformed(
      '请求体不是 UTF-8，请以 UTF-8 发送 JSON。The body is not UTF-8. Send JSON in UTF-8.',
    );
  const text = body.toString('utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw malformed(describe(error, text));
  }
}

function malformed(detail: ZhEn): HttpProblem {
  return new HttpProblem(400, 'request.malformed-json', detail);
}

/**
 * Where the JSON breaks, as line and column. V8's own words are left away: they repeat what the
 * client sent.
 */
function describe(error: unknown, text: string): ZhEn {
  const message = error instanceof Error ? error.message : '';
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position === undefined) {
    const isCut = message.includes('end of JSON') || message.includes('Unterminated');
    return isCut
      ? '请求体不是 JSON：提前结束，请发送完整的 JSON 对象。The body is not JSON: it ends too early. Send one complete JSON object.'
      : '请求体不是 JSON，请发送一个 JSON 对象，不含字节顺序标记、NaN 或注释。The body is not JSON. Send one JSON object, without a byte order mark, NaN or comments.';
  }
  const before = text.slice(0, Number(position)).split('\n');
  const column = (before.at(-1) ?? '').length + 1;
  const where = `line ${before.length}, column ${column}`;
  return `请求体不是 JSON：第 ${before.length} 行第 ${column} 列有误，请更正后重发。The body is not JSON: it breaks at ${where}. Correct it there and send it again.`;
}
