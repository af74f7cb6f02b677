import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SenderBusy } from '@youlu/messaging';
import type { JsonLogger } from '@youlu/observability';
import { isDatabaseUnavailable, sqlStateOf } from '@youlu/persistence';
import { assertUnreachable, DomainError, type ErrorKind, type ZhEn } from '@youlu/vocabulary';
import { PROBLEM_CONTENT_TYPE } from './answer';
import { HttpProblem, type ProblemDetails, type ProblemOptions } from './problem';

/** Every failure of a request becomes problem+json here; what we did not foresee is logged. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: JsonLogger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent) {
      // A stream broke after its header was out: the client sees a cut body, we keep the reason.
      this.logger.failure('answer broke off', error, { requestId: request.id });
      return;
    }
    const problem = problemOf(error, request);
    if (problem.status >= 500) this.log(problem, error, request);
    sendProblem(reply, problem, request.id);
  }

  private log(problem: HttpProblem, error: unknown, request: FastifyRequest): void {
    const { method, id: requestId } = request;
    const fields = { code: problem.code, method, route: request.routeOptions.url, requestId };
    if (problem.status === 500) this.logger.failure('request failed', error, fields);
    else this.logger.event('warn', problem.message, { ...fields, cause: causeOf(problem, error) });
  }
}

/** What lies behind a problem, in its own words: for the log only. */
function causeOf(problem: HttpProblem, error: unknown): string | undefined {
  const cause = problem === error ? problem.options.cause : error;
  return cause instanceof Error && cause.message !== problem.message ? cause.message : undefined;
}

export function sendProblem(reply: FastifyReply, problem: HttpProblem, requestId: string): void {
  const { retryAfterSeconds, headers } = problem.options;
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  if (headers !== undefined) reply.headers(headers);
  reply
    .code(problem.status)
    .header('content-type', PROBLEM_CONTENT_TYPE)
    .send(JSON.stringify(problemDetails(problem, requestId)));
}

/** The body of a problem+json answer. */
function problemDetails(problem: HttpProblem, requestId: string): ProblemDetails {
  const { field, errors, members } = problem.options;
  return {
    ...members,
    type: `urn:youlu:problem:${problem.code}`,
    title: STATUS_CODES[problem.status] ?? 'Error',
    status: problem.status,
    detail: problem.message,
    code: problem.code,
    ...(field === undefined ? {} : { field }),
    ...(errors === undefined ? {} : { errors }),
    instance: `urn:youlu:request:${requestId}`,
  };
}

/** Whatever was thrown, as the problem it is for the client. */
export function problemOf(error: unknown, request?: FastifyRequest): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof DomainError) return domainProblem(error);
  if (error instanceof HttpException) return nestProblem(error, request);
  const code = codeOf(error);
  if (code?.startsWith('FST_') === true) return fastifyProblem(code, error, request);
  if (isStoreAway(error)) return databaseAway();
  if (sqlStateOf(error)?.startsWith('22') === true) return valueOutOfRange();
  return new HttpProblem(
    500,
    'internal',
    '服务内部出错，请重试；若仍如此，请报告此处的 instance。Something went wrong on our side. Try again, and report the instance named here if it stays.',
  );
}

/** What rules say is in both languages: test/architecture/messages.spec.ts looks at each. */
function domainProblem(error: DomainError): HttpProblem {
  const options: ProblemOptions = {
    ...(error.field === undefined ? {} : { field: error.field }),
    ...(error.members === undefined ? {} : { members: error.members }),
    ...(error.kind === 'unavailable' ? { retryAfterSeconds: 1 } : {}),
  };
  const status = error instanceof SenderBusy ? 429 : statusOf(error.kind);
  return new HttpProblem(status, error.code, error.message as ZhEn, options);
}

function statusOf(kind: ErrorKind): number {
  switch (kind) {
    case 'invalid':
      return 400;
    case 'not-found':
      return 404;
    case 'conflict':
      return 409;
    case 'forbidden':
      return 403;
    case 'unavailable':
      return 503;
    default:
      return assertUnreachable(kind);
  }
}

/** Nest makes these of unknown routes and of Fastify's errors; our code throws HttpProblem. */
function nestProblem(error: HttpException, request?: FastifyRequest): HttpProblem {
  const status = error.getStatus();
  const cause = codeOf(error.cause);
  if (cause?.startsWith('FST_') === true) return fastifyProblem(cause, error.cause, request);
  if (status === 404 && request?.routeOptions.url === undefined) {
    return new HttpProblem(
      404,
      'request.no-route',
      '此处没有服务，见 /docs。Nothing is served here; see /docs.',
    );
  }
  return new HttpProblem(status, `http.${status}`, `请求未被受理。${error.message}`);
}

function fastifyProblem(code: string, error: unknown, request?: FastifyRequest): HttpProblem {
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE': {
      const limit = request?.routeOptions.bodyLimit;
      const [most, said] =
        limit === undefined ? ['', ''] : [`不超过 ${limit} 字节的`, ` of at most ${limit} bytes`];
      const detail: ZhEn = `请求体过大，请发送${most}请求体，必要时分几次发送。The body is too large. Send a body${said}, in several requests if need be.`;
      return new HttpProblem(413, 'request.too-large', detail);
    }
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new HttpProblem(
        415,
        'request.content-type',
        '写入只接受 JSON，请带上 Content-Type: application/json。Writes take JSON only. Send the header Content-Type: application/json.',
      );
    case 'FST_ERR_BAD_URL':
      return new HttpProblem(
        400,
        'request.url',
        'URL 格式有误，请正确编码。The URL is malformed. Encode it correctly.',
      );
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new HttpProblem(
        414,
        'request.url',
        '路径中有一段过长，请缩短。A part of the path is too long. Shorten it.',
      );
    default:
      return otherFastifyProblem(error);
  }
}

function otherFastifyProblem(error: unknown): HttpProblem {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  return status >= 400 && status < 500
    ? new HttpProblem(
        status,
        `http.${status}`,
        '请求格式有误，请对照 /docs 更正。The request is malformed. Correct it, see /docs.',
      )
    : new HttpProblem(
        500,
        'internal',
        '服务内部出错，请重试。Something went wrong on our side. Try again.',
      );
}

function codeOf(error: unknown): string | undefined {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** No connection, shutting down, too many clients, or a lock not got: not a fault of this release. */
function isStoreAway(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state === undefined
    ? isDatabaseUnavailable(error)
    : /^(08...|57P0.|53...|3D000|55P03|57014|40001|40P01)$/.test(state);
}

/** SQLSTATE class 22, the net under the checks of the doors: a value that no column can hold. */
function valueOutOfRange(): HttpProblem {
  const detail =
    '有取值超出可存储或可比较的范围，请对照 /docs 更正。A value is outside what can be stored or compared. Correct it, see /docs.';
  return new HttpProblem(400, 'request.value-out-of-range', detail);
}

function databaseAway(): HttpProblem {
  const detail =
    '存储不可用或繁忙，未写入任何内容，请重发请求。The store is away or busy. Nothing was written; send the request again.';
  return new HttpProblem(503, 'store.unavailable', detail, { retryAfterSeconds: 1 });
}
