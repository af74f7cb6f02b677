import { gunzip } from 'node:zlib';
import type { FastifyRequest } from 'fastify';
import { HttpProblem } from './problem';

/** What a body may be packed with, as `Content-Encoding` and `Accept-Encoding` name it. */
export const BODY_ENCODING = 'gzip';

/** Inflated output is gathered in parts of this size; zlib's own 16 KB makes four times the calls. */
const PART_BYTES = 65_536;

/** The body comes as it is, which costs the doors one look at a header. */
export function isPlain(request: FastifyRequest): boolean {
  const encoding = request.headers['content-encoding'];
  return encoding === undefined || encoding.toLowerCase() === 'identity';
}

/** 415 for anything but gzip or nothing; RFC 9110 §15.5.16 has the answer say what is taken. */
export function encodingRefusal(request: FastifyRequest): HttpProblem | undefined {
  if (isPlain(request)) return undefined;
  if (request.headers['content-encoding']?.toLowerCase() === BODY_ENCODING) return undefined;
  return new HttpProblem(
    415,
    'request.content-encoding',
    'Bodies are taken as they are or packed once with gzip. ' +
      'Send Content-Encoding: gzip, or leave the header away.',
    { headers: { 'accept-encoding': BODY_ENCODING } },
  );
}

/**
 * Unpacks a body off the event loop. The limit holds while it is unpacked: a bomb is given up at
 * the limit, however much would follow.
 */
export function inflate(
  packed: Buffer,
  bytesMax: number,
  done: (refusal: HttpProblem | undefined, body: Buffer) => void,
): void {
  gunzip(packed, { maxOutputLength: bytesMax, chunkSize: PART_BYTES }, (error, body) => {
    if (error === null) return done(undefined, body);
    const isBomb = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    done(isBomb ? tooLarge(bytesMax) : broken(), packed);
  });
}

function tooLarge(bytesMax: number): HttpProblem {
  const detail = `The body unpacks to more than ${bytesMax} bytes. Send it in several requests.`;
  return new HttpProblem(413, 'request.too-large', detail);
}

function broken(): HttpProblem {
  return new HttpProblem(
    400,
    'request.broken-gzip',
    'The body is not one complete gzip stream. Pack it again, or send it without Content-Encoding.',
  );
}
