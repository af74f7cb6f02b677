import type { LogicalRequest } from '../requests/request';
import type { Cursor, Outcome } from './cursor';

/** What delivery needs from outside: a way out, a memory, and somebody to tell. */
export interface DeliveryPorts {
  post(
    request: LogicalRequest,
    index: number,
    options: { onRetry: () => void; signal: AbortSignal },
  ): Promise<Outcome>;
  save(cursor: Cursor): void;
  /** A request has been answered, now or by an earlier run. */
  progressed(request: LogicalRequest): void;
  /** A door refused rows that the generator thinks are good. */
  rowsRejected(request: LogicalRequest, outcome: Outcome): void;
}

/**
 * Sends requests side by side, a few at a time, in their order; one that `waits` starts when all before
 * it are answered. Ends when everything is answered, at the first failure, or, when stopped, after
 * what is under way.
 */
export class DeliverRequests {
  private readonly underWay = new Set<Promise<void>>();
  private failure: unknown;

  constructor(
    private readonly cursor: Cursor,
    private readonly ports: DeliveryPorts,
    private readonly atOnce: number,
  ) {}

  /** Whether all were answered; false if `stop` came first. */
  async execute(
    requests: Iterable<LogicalRequest>,
    { stop, abort }: { stop: AbortSignal; abort: AbortSignal },
  ): Promise<boolean> {
    let index = -1;
    for (const request of requests) {
      index += 1;
      if (this.cursor.isAnswered(index)) {
        this.ports.progressed(request);
        continue;
      }
      await this.room(request.waits ? 1 : this.atOnce);
      if (stop.aborted || this.failure !== undefined) break;
      this.start(request, index, abort);
    }
    await this.room(1);
    if (this.failure !== undefined && !stop.aborted) throw this.failure;
    return !stop.aborted && this.failure === undefined;
  }

  /** Waits until fewer than so many are under way. */
  private async room(places: number): Promise<void> {
    while (this.underWay.size >= places) await Promise.race(this.underWay);
  }

  private start(request: LogicalRequest, index: number, signal: AbortSignal): void {
    this.cursor.started(index);
    this.ports.save(this.cursor);
    const sending = this.send(request, index, signal)
      .catch((error: unknown) => void (this.failure ??= error))
      .finally(() => this.underWay.delete(sending));
    this.underWay.add(sending);
  }

  private async send(request: LogicalRequest, index: number, signal: AbortSignal): Promise<void> {
    const onRetry = () => this.cursor.sentAgain();
    const outcome = await this.ports.post(request, index, { onRetry, signal });
    this.cursor.answered(index, request.rowKind, outcome);
    this.ports.save(this.cursor);
    if (outcome.rejected > 0) this.ports.rowsRejected(request, outcome);
    this.ports.progressed(request);
  }
}
