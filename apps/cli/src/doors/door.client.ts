import { isZhEn, type ZhEn } from '@youlu/vocabulary';
import { createWriteStream } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Service, ServiceUrls } from './service-urls';

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** It was given before this run began: the request has long had its effect. */
  readonly isOld: boolean;
}

export interface Patience {
  readonly tries: number;
  readonly firstPauseMs: number;
}

const PATIENCE: Patience = { tries: 8, firstPauseMs: 200 };
const PAUSE_MS_MAX = 3_000;
/** A nation's register takes a minute or two beside others. */
const ANSWER_MS_MAX = 280_000;
/** The one conflict that time heals: our own first attempt still runs. */
const STILL_RUNNING = 'request.still-running';

/** A service does not answer, or not as it should: nothing a file could mend. */
export class ServiceAway extends Error {
  override readonly name = 'ServiceAway';

  constructor(readonly said: ZhEn) {
    super(said);
  }
}

/** A service answered no to a question: another question is wanted. */
export class QuestionRefused extends Error {
  override readonly name = 'QuestionRefused';

  constructor(readonly said: ZhEn) {
    super(said);
  }
}

/** Speaks to the public API like any client. */
export class DoorClient {
  constructor(
    private readonly urls: ServiceUrls,
    private readonly patience: Patience = PATIENCE,
  ) {}

  get(service: Service, path: string): Promise<Answer> {
    return this.ask(service, path, { method: 'GET' });
  }

  /** Every item of a list, page by page. @throws QuestionRefused, ServiceAway */
  async all<Item>(service: Service, path: string): Promise<Item[]> {
    const items: Item[] = [];
    let cursor: unknown = null;
    do {
      const next = typeof cursor === 'string' ? `&cursor=${encodeURIComponent(cursor)}` : '';
      const answer = await this.get(service, `${path}${next}`);
      if (answer.status !== 200) throw new QuestionRefused(detailOf(answer));
      items.push(...(answer.body.items as Item[]));
      cursor = answer.body.nextCursor;
    } while (typeof cursor === 'string');
    return items;
  }

  /**
   * With a key, sending it again has no second effect and gives the same answer; doors that are safe
   * by nature take none.
   */
  post(service: Service, path: string, body: object, key?: string): Promise<Answer> {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (key !== undefined) headers['idempotency-key'] = key;
    return this.ask(service, path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  /**
   * Writes what a path answers into a file as it comes, under its name only once it is whole.
   * Resolves to its size. @throws QuestionRefused, ServiceAway
   */
  async download(service: Service, path: string, file: string): Promise<number> {
    const url = new URL(path, this.urls[service]);
    const part = `${file}.part`;
    try {
      const response = await this.whenThereIsRoom(url);
      if (response.status !== 200 || response.body === null) {
        throw new QuestionRefused(
          `${url.pathname} 以状态 ${response.status} 答复。${url.pathname} answered ${response.status}`,
        );
      }
      const body = response.body as AsyncIterable<Uint8Array>;
      await pipeline(body, createWriteStream(part));
    } catch (error) {
      if (error instanceof QuestionRefused) throw error;
      throw new ServiceAway(
        `${url.pathname} 的答复中途断开，请重新运行。${url.pathname} ended before its end (${causeOf(error)}). Run again.`,
      );
    }
    await rename(part, file);
    return (await stat(file)).size;
  }

  /** Few may read a long list at once: who comes when all places are taken waits for one. */
  private async whenThereIsRoom(url: URL): Promise<Response> {
    for (let attempt = 0; ; attempt += 1) {
      const response = await fetch(url);
      if (response.status !== 429 || attempt + 1 >= this.patience.tries) return response;
      await response.body?.cancel();
      await sleep(Math.min(this.patience.firstPauseMs * 2 ** attempt, PAUSE_MS_MAX));
    }
  }

  /** What a path answers, as it comes. @throws QuestionRefused, ServiceAway */
  async bytes(service: Service, path: string): Promise<Buffer> {
    const url = new URL(path, this.urls[service]);
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS_MAX) });
      if (response.status !== 200) {
        const { detail } = (await response.json().catch(() => ({}))) as { detail?: string };
        throw new QuestionRefused(
          `${url.pathname} 以状态 ${response.status} 答复。${url.pathname} answered ${response.status}. ${detail ?? ''}`,
        );
      }
      return Buffer.from(await response.arrayBuffer());
    } catch (error) {
      if (error instanceof QuestionRefused) throw error;
      throw new ServiceAway(
        `${url.pathname} 的答复中途断开，请重新运行。${url.pathname} ended before its end (${causeOf(error)}). Run again.`,
      );
    }
  }

  /** Any answer that trying again cannot better. @throws ServiceAway */
  private async ask(service: Service, path: string, init: RequestInit): Promise<Answer> {
    const url = new URL(path, this.urls[service]);
    let last = '';
    for (let attempt = 0; attempt < this.patience.tries; attempt += 1) {
      if (attempt > 0) {
        await sleep(Math.min(this.patience.firstPauseMs * 2 ** (attempt - 1), PAUSE_MS_MAX));
      }
      try {
        const signal = AbortSignal.timeout(ANSWER_MS_MAX);
        const response = await fetch(url, { ...init, signal });
        const answer: Answer = {
          status: response.status,
          body: (await response.json()) as Answer['body'],
          isOld: attempt === 0 && response.headers.has('idempotency-replayed'),
        };
        if (!isPassing(answer)) return answer;
        last = `${answer.status} ${wordsOf(answer)}`;
      } catch (error) {
        last = causeOf(error);
      }
    }
    throw new ServiceAway(
      `${url.origin} 未应答 ${url.pathname}，请用 "npm start -- --no-scenario" 启动服务，或以 --base-url 指明地址，然后重新运行。${url.origin} does not answer ${url.pathname} (${last}). Start it with "npm start -- --no-scenario", or say where it is with --base-url. Then run this again.`,
    );
  }
}

/** What a problem says of itself. */
export function detailOf(answer: Answer): ZhEn {
  const said = wordsOf(answer);
  return isZhEn(said) ? said : `服务以状态 ${answer.status} 答复。${said}`;
}

function wordsOf({ status, body }: Answer): string {
  return typeof body.detail === 'string' ? body.detail : `status ${status}`;
}

function isPassing({ status, body }: Answer): boolean {
  return status === 429 || status >= 500 || (status === 409 && body.code === STILL_RUNNING);
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause as { code?: string; message?: string } | undefined;
  return cause?.code ?? cause?.message ?? error.message;
}
