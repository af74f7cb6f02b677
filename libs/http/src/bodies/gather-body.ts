import { errorCodes, type FastifyRequest, type RequestPayload } from 'fastify';
import { busy, type DoorShare } from './door-load';
import { HttpProblem } from '../problem';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the body takes of the process's room; null for requests that have none. */
    doorShare: DoorShare | null;
  }
}

/** Takes room for so many bytes of the request's body in all; false when it is not there. */
export function holdRoom({ doorShare }: FastifyRequest, bytes: number): boolean {
  return doorShare?.hold(bytes) ?? true;
}

/**
 * The bytes of a body, up to the limit of its route, which take room as they arrive. A body for
 * which there is no room is read to its end all the same, and let go: a client that is still
 * sending would not hear the answer.
 */
export function gatherBody(
  request: FastifyRequest,
  payload: RequestPayload,
  done: (error: Error | null, body: Buffer) => void,
): void {
  const limit = request.routeOptions.bodyLimit;
  let parts: Buffer[] = [];
  let bytes = 0;
  let refusal: Error | null = null;
  const end = (error: Error | null): void => {
    payload.off('data', onData).off('end', onEnd).off('error', onError);
    done(error, Buffer.concat(parts));
  };
  const onEnd = (): void => end(refusal);
  const onError = (error: Error): void => end(cutOff(error));
  const onData = (part: Buffer): void => {
    bytes += part.length;
    if (bytes > limit) end(new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE());
    else if (refusal !== null) return;
    else if (holdRoom(request, bytes)) parts.push(part);
    else {
      refusal = busy();
      parts = [];
      holdRoom(request, 0);
    }
  };
  if (Number(request.headers['content-length']) > limit) {
    return done(new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE(), Buffer.alloc(0));
  }
  payload.on('data', onData).on('end', onEnd).on('error', onError);
}

/** Nobody is left to read it; it must only not look like a fault of ours, or of the store. */
function cutOff(cause: Error): HttpProblem {
  const detail =
    '连接在请求体传完之前中断，请重发。The connection ended within the body. Send it again.';
  return new HttpProblem(400, 'request.cut-off', detail, { cause });
}
