import type { EventContract } from '@youlu/contracts';

/** Publishing straight to the log, for facts that were accepted but not stored yet (the scan door). */
export abstract class EventSender {
  /**
   * Resolves when every row is acknowledged by Kafka (`acks=all`), never before. Rejects with
   * `LogUnavailable` (503: resend all of it, which is safe) or `SenderBusy` (429, nothing was sent).
   */
  abstract send<Row>(contract: EventContract<Row>, rows: readonly Row[]): Promise<void>;
}
