import type { Readable } from 'node:stream';

/**
 * A finished HTTP answer. A controller that returns one decides status, content type and bytes
 * itself; whatever else it returns becomes JSON with the route's usual status.
 */
export class Answer {
  constructor(
    readonly status: number,
    readonly contentType: string,
    readonly body: Buffer | string | Readable,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}
}

export const JSON_CONTENT_TYPE = 'application/json; charset=utf-8';
export const PROBLEM_CONTENT_TYPE = 'application/problem+json; charset=utf-8';

export function jsonAnswer(status: number, body: unknown): Answer {
  return new Answer(status, JSON_CONTENT_TYPE, JSON.stringify(body));
}
