import type { FastifyRequest } from 'fastify';
import { BODY_ENCODING } from './gzip-body';
import { HttpProblem } from './problem';

/**
 * Bytes of request bodies that are read, judged or waiting for Kafka or the store at once, unpacked.
 * Some 70 uploads of 500 scans: a second or two of work for one process, so that whoever is let
 * in is answered in a bounded time, and in bounded memory, however many knock.
 */
const BYTES_MAX = 8_000_000;
/** A body may be larger than all others together; it waits for half the room and no more. */
const ROOM_ASKED_MAX = BYTES_MAX / 2;
/** What gzip makes of rows of scans, at most; the real size is known only when it is unpacked. */
const PACKED_TIMES = 8;

/** How much of this process's room for bodies is taken. */
export class DoorLoad {
  private taken = 0;

  get bytes(): number {
    return this.taken;
  }

  /** Bytes that now belong to the request, to be given back; undefined when there is no room. */
  enter(request: FastifyRequest): number | undefined {
    const bytes = bytesOf(request);
    if (this.taken + Math.min(bytes, ROOM_ASKED_MAX) > BYTES_MAX) return undefined;
    this.taken += bytes;
    return bytes;
  }

  leave(bytes: number): void {
    this.taken -= bytes;
  }
}

/** A request without a length may send all that its door takes. */
function bytesOf(request: FastifyRequest): number {
  const { 'content-length': length, 'content-encoding': encoding } = request.headers;
  const most = request.routeOptions.bodyLimit;
  if (length === undefined) return most;
  const bytes = encoding === BODY_ENCODING ? Number(length) * PACKED_TIMES : Number(length);
  return bytes < most ? bytes : most;
}

export function busy(): HttpProblem {
  return new HttpProblem(
    429,
    'service.busy',
    'More is under way than this process takes at once. Nothing was read; send it again in a second.',
    { retryAfterSeconds: 1 },
  );
}
