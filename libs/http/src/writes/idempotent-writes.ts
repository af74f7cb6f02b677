import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Database, sqlStateOf, type Tx } from '@youlu/persistence';
import type { FastifyRequest } from 'fastify';
import { Answer, JSON_CONTENT_TYPE, jsonAnswer } from '../answer';
import { HttpProblem } from '../problem';

export interface Written<Body> {
  status: number;
  body: Body;
}

/** Until accounts exist, everybody is this tenant; the column is there already. */
const TENANT = 'local';
const KEY_PATTERN = /^[\x21-\x7e]{1,128}$/;
/** Whoever waits longer for a key is told that its first request still runs. */
const KEY_WAIT_MS_MAX = 1_000;
/** The rows a write changes may be waited for longer than its key. */
const ROW_WAIT_MS_MAX = 10_000;
const LOCK_NOT_AVAILABLE = '55P03';

/** Status and answer are empty until the first request has answered; only its own transaction sees that. */
const CLAIM = `INSERT INTO idempotency_keys (tenant, route, key, body_sha256, created_at)
  VALUES ($1, $2, $3, $4, $5) ON CONFLICT (tenant, route, key) DO NOTHING`;
const ANSWER = `UPDATE idempotency_keys SET status = $4, answer = $5
  WHERE tenant = $1 AND route = $2 AND key = $3`;
const STORED = `SELECT body_sha256, status, answer FROM idempotency_keys
  WHERE tenant = $1 AND route = $2 AND key = $3`;

interface StoredAnswer {
  body_sha256: Buffer;
  status: number;
  answer: string;
}

/** Runs a write and keeps its answer, so that sending it twice is one effect and one answer. */
@Injectable()
export class IdempotentWrites {
  /**
   * The answer that is kept for the key of this request; undefined where there is none yet. For writes
   * that prepare something costly before their transaction: asked first, a second sending costs nothing.
   * @throws HttpProblem 422 when the key came with another path or body
   */
  async answered(request: FastifyRequest, db: Database): Promise<Answer | undefined> {
    const key = keyOf(request);
    if (key === undefined) return undefined;
    const [stored] = await db.query<StoredAnswer>(STORED, [TENANT, routeOf(request), key]);
    return stored && replayOf(stored, requestSha256(request));
  }

  /**
   * Runs `work` in one transaction and answers with its status and body. With an Idempotency-Key,
   * the key, the effect and the answer are committed together: the same request again gets the
   * same bytes. What `work` throws is not kept, so a refused request may be corrected and resent.
   * @throws HttpProblem 422 when the key came with another path or body, 409 while the first
   *   request with it still runs
   */
  async run<Body>(
    request: FastifyRequest,
    db: Database,
    work: (tx: Tx) => Promise<Written<Body>>,
  ): Promise<Answer> {
    const key = keyOf(request);
    if (key === undefined) {
      const { status, body } = await db.transaction(work);
      return jsonAnswer(status, body);
    }
    const identity = [TENANT, routeOf(request), key] as const;
    const sha256 = requestSha256(request);
    const options = { lockTimeoutMs: KEY_WAIT_MS_MAX };
    return db.transaction(async (tx) => {
      if (!(await claim(tx, identity, sha256))) return replay(tx, identity, sha256);
      const { status, body } = await work(tx);
      const text = JSON.stringify(body);
      await tx.execute(ANSWER, [...identity, status, text]);
      return new Answer(status, JSON_CONTENT_TYPE, text);
    }, options);
  }
}

type Identity = readonly [tenant: string, route: string, key: string];

/** Whether the key is ours now. A second request with it waits here for the first to end. */
async function claim(tx: Tx, identity: Identity, sha256: Buffer): Promise<boolean> {
  let claimed: number;
  try {
    claimed = await tx.execute(CLAIM, [...identity, sha256, Date.now()]);
  } catch (error) {
    if (sqlStateOf(error) !== LOCK_NOT_AVAILABLE) throw error;
    throw new HttpProblem(
      409,
      'request.still-running',
      '带此 Idempotency-Key 的首个请求仍在处理，请一秒后重发。The first request with this Idempotency-Key still runs. Send it again in a second.',
      { retryAfterSeconds: 1 },
    );
  }
  if (claimed === 1) await tx.execute(`SET LOCAL lock_timeout = ${ROW_WAIT_MS_MAX}`);
  return claimed === 1;
}

async function replay(tx: Tx, identity: Identity, sha256: Buffer): Promise<Answer> {
  const [stored] = await tx.query<StoredAnswer>(STORED, identity);
  if (stored === undefined) throw new Error('An idempotency key vanished while it was read');
  return replayOf(stored, sha256);
}

function replayOf(stored: StoredAnswer, sha256: Buffer): Answer {
  if (!stored.body_sha256.equals(sha256)) {
    throw new HttpProblem(
      422,
      'request.key-reused',
      '此 Idempotency-Key 已用于另一请求，新请求请用新的键。This Idempotency-Key was used for another request. Make a new key for each new request.',
    );
  }
  return new Answer(stored.status, JSON_CONTENT_TYPE, stored.answer, {
    'idempotency-replayed': '1',
  });
}

function keyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && KEY_PATTERN.test(key)) return key;
  throw new HttpProblem(
    400,
    'request.key',
    'Idempotency-Key 须为 1 至 128 个可见 ASCII 字符，宜用 UUID。Idempotency-Key is not 1 to 128 visible ASCII characters. A UUID is a good key.',
    { field: 'Idempotency-Key' },
  );
}

/** The pattern, not the path: one key used on two parcels must be noticed, see `requestSha256`. */
function routeOf(request: FastifyRequest): string {
  return `${request.method} ${request.routeOptions.url ?? ''}`;
}

function requestSha256(request: FastifyRequest): Buffer {
  const hash = createHash('sha256').update(request.url).update('\n');
  return hash.update(request.bodySha256 ?? '').digest();
}
