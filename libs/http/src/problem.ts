import type { ZhEn } from '@youlu/vocabulary';
import type { RowFault } from './rows/rejection';

/** RFC 9457 problem details; `code` is the stable word, `type` the same word as a URN. */
export interface ProblemDetails {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  field?: string;
  errors?: (RowFault & { index?: number; line?: number })[];
  /** `urn:youlu:request:<request id>`: what to quote when asking about it. */
  instance?: string;
  /** Fields of one kind of problem, e.g. what is to be confirmed. */
  [member: string]: unknown;
}

export interface ProblemOptions {
  field?: string;
  errors?: ProblemDetails['errors'];
  /** Seconds after which trying again makes sense; becomes Retry-After. */
  retryAfterSeconds?: number;
  /** What the answer's header says besides. */
  headers?: Readonly<Record<string, string>>;
  /** Fields of this kind of problem alone; they never replace those that every problem has. */
  members?: Readonly<Record<string, unknown>>;
  /** Why, for the log; never sent. */
  cause?: unknown;
}

/**
 * An answer that is not a result, thrown by a door. Domain code throws DomainError instead, whose
 * `kind` decides the status.
 */
export class HttpProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: ZhEn,
    readonly options: ProblemOptions = {},
  ) {
    super(detail, { cause: options.cause });
    this.name = 'HttpProblem';
  }
}

/** 400 with the list of what is wrong, e.g. the lines of a register that was refused. */
export function invalidRequest(
  detail: ZhEn,
  errors: NonNullable<ProblemDetails['errors']>,
  code = 'request.invalid',
): HttpProblem {
  const field = errors[0]?.field;
  return new HttpProblem(400, code, detail, { errors, ...(field === undefined ? {} : { field }) });
}
