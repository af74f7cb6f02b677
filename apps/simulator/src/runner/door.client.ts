import { setTimeout as sleep } from 'node:timers/promises';
import type { LogicalRequest, Service } from '../requests/request';
import type { Outcome } from './cursor';

export type BaseUrls = Readonly<Record<Service, string>>;

export interface DoorOptions {
  /** How long a request is tried again before the run gives up. */
  readonly patienceMs: number;
  readonly firstPauseMs: number;
  readonly answerWithinMs: number;
}

export const DOOR_OPTIONS: DoorOptions = {
  patienceMs: 10 * 60_000,
  firstPauseMs: 100,
  answerWithinMs: 120_000,
};

const PAUSE_MS_MAX = 3_000;
/** The one conflict that time heals: our own first attempt still runs. */
const STILL_RUNNING = 'request.still-running';

/** A door said no, and would again. */
class RequestRefused extends Error {
  constructor(path: string, status: number, detail: string) {
    super(`${path} answered ${status}: ${detail}`);
    this.name = 'RequestRefused';
  }
}

interface Answered {
  readonly status: number;
  readonly text: string;
  readonly retryAfterMs: number | undefined;
}

/** Speaks to the public APIs like any client: patient with what passes, firm with what does not. */
export class DoorClient {
  constructor(
    private readonly urls: BaseUrls,
    private readonly options: DoorOptions = DOOR_OPTIONS,
  ) {}

  /**
   * Sends until there is an answer that counts.
   * @throws RequestRefused at a 4xx that trying again cannot heal
   * @throws Error when the service was away for longer than our patience
   */
  async post(
    request: LogicalRequest,
    key: string,
    { onRetry, signal }: { onRetry: () => void; signal: AbortSignal },
  ): Promise<Outcome> {
    const body = JSON.stringify(request.body);
    const giveUpAt = performance.now() + this.options.patienceMs;
    for (let pauseMs = this.options.firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, PAUSE_MS_MAX)) {
      const answered = await this.attempt(request, body, key, signal);
      if (!(answered instanceof Error)) {
        if (answered.status < 300) return outcomeOf(request, answered.text);
        if (!isPassing(answered)) throw refused(request, answered);
      }
      if (signal.aborted || performance.now() > giveUpAt) throw gaveUp(request, answered);
      const wanted = answered instanceof Error ? undefined : answered.retryAfterMs;
      await sleep(Math.max(pauseMs, wanted ?? 0), undefined, { signal });
      onRetry();
    }
  }

  private async attempt(
    { service, path, isKeyed }: LogicalRequest,
    body: string,
    key: string,
    signal: AbortSignal,
  ): Promise<Answered | Error> {
    try {
      const response = await fetch(new URL(path, this.urls[service]), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(isKeyed ? { 'idempotency-key': key } : {}),
        },
        body,
        signal: AbortSignal.any([signal, AbortSignal.timeout(this.options.answerWithinMs)]),
      });
      const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
      const retryAfterMs = seconds >= 0 && seconds <= 60 ? seconds * 1000 : undefined;
      return { status: response.status, text: await response.text(), retryAfterMs };
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }
}

function isPassing({ status, text }: Answered): boolean {
  return status === 429 || status >= 500 || (status === 409 && text.includes(STILL_RUNNING));
}

/** Batch doors count their rows; any other answer means that its one thing was done. */
function outcomeOf({ rows }: LogicalRequest, text: string): Outcome {
  const { accepted, rejected, rejections } = parsed(text);
  if (accepted === undefined || rejected === undefined) return { accepted: rows, rejected: 0 };
  const [first] = rejections ?? [];
  return { accepted, rejected, ...(first ? { firstRejection: JSON.stringify(first) } : {}) };
}

type BatchAnswer = { accepted?: number; rejected?: number; rejections?: readonly object[] };

function parsed(text: string): BatchAnswer {
  try {
    return JSON.parse(text) as BatchAnswer;
  } catch {
    return {};
  }
}

function refused({ path }: LogicalRequest, { status, text }: Answered): RequestRefused {
  return new RequestRefused(path, status, text.slice(0, 1000));
}

function gaveUp({ path }: LogicalRequest, last: Answered | Error): Error {
  const why = last instanceof Error ? last.message : `status ${last.status}`;
  return new Error(`No answer from ${path} (${why}). Start the services, then continue this run.`);
}
