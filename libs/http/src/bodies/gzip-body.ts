import { createGunzip } from 'node:zlib';
import type { FastifyRequest } from 'fastify';
import type { ZhEn } from '@youlu/vocabulary';
import { busy } from './door-load';
import { HttpProblem } from '../problem';

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
    '请求体只能不压缩或以 gzip 压缩一次，请带 Content-Encoding: gzip 或不带该头。Bodies are taken as they are or packed once with gzip. Send Content-Encoding: gzip, or leave the header away.',
    { headers: { 'accept-encoding': BODY_ENCODING } },
  );
}

/**
 * Unpacks a body off the event loop. The limit holds while it is unpacked: a bomb is given up at
 * the limit, however much would follow, and so is a body for which there is no more room: how much
 * gzip saved is known only now.
 *
 * @param hold takes room for so many bytes in all; false when it is not there
 */
export function inflate(
  packed: Buffer,
  { bytesMax, hold }: { bytesMax: number; hold: (bytes: number) => boolean },
  done: (refusal: HttpProblem | undefined, body: Buffer) => void,
): void {
  const gunzip = createGunzip({ chunkSize: PART_BYTES });
  const parts: Buffer[] = [];
  let bytes = 0;
  const giveUp = (refusal: HttpProblem): void => {
    gunzip.destroy();
    parts.length = 0;
    done(refusal, packed);
  };
  gunzip.on('data', (part: Buffer) => {
    bytes += part.length;
    if (bytes > bytesMax) giveUp(tooLarge(bytesMax));
    else if (hold(packed.length + bytes)) parts.push(part);
    else giveUp(busy());
  });
  gunzip.on('error', () => giveUp(broken()));
  gunzip.on('end', () => {
    hold(bytes); // the packed bytes are let go
    done(undefined, Buffer.concat(parts, bytes));
  });
  gunzip.end(packed);
}

function tooLarge(bytesMax: number): HttpProblem {
  const detail: ZhEn = `请求体解压后超过 ${bytesMax} 字节，请分几次发送。The body unpacks to more than ${bytesMax} bytes. Send it in several requests.`;
  return new HttpProblem(413, 'request.too-large', detail);
}

function broken(): HttpProblem {
  return new HttpProblem(
    400,
    'request.broken-gzip',
    '请求体不是一个完整的 gzip 流，请重新压缩，或不带 Content-Encoding 发送。The body is not one complete gzip stream. Pack it again, or send it without Content-Encoding.',
  );
}
