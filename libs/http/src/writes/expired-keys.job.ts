import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { logger } from '@youlu/observability';
import { Database } from '@youlu/persistence';

const DAY_MS = 86_400_000;
/** How long the same request gets the same answer; nobody retries a week later. */
const KEYS_KEPT_MS = 7 * DAY_MS;
const SWEEP_EVERY_MS = 3_600_000;
/** Short transactions: a sweep never holds a writer up. */
const KEYS_PER_DELETE = 5_000;
const DELETES_PER_SWEEP_MAX = 200;

const DELETE_SOME = `DELETE FROM idempotency_keys WHERE (tenant, route, key) IN
  (SELECT tenant, route, key FROM idempotency_keys WHERE created_at < $1 LIMIT ${KEYS_PER_DELETE})`;

/** Forgets Idempotency-Keys after a week, so that their table does not grow for ever. */
@Injectable()
export class ExpiredKeysJob implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> = Promise.resolve();

  constructor(@Inject(Database) private readonly database: Database) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      // A sweep that fails is tried again by the next one.
      this.running = this.sweep(Date.now()).catch((error: unknown) =>
        logger().failure('keys were not swept', error, { service: this.database.service }),
      );
    }, SWEEP_EVERY_MS);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** Resolves to the number of keys forgotten. */
  async sweep(now: number): Promise<number> {
    let total = 0;
    for (let round = 0; round < DELETES_PER_SWEEP_MAX; round += 1) {
      const deleted = await this.database.transaction((tx) =>
        tx.execute(DELETE_SOME, [now - KEYS_KEPT_MS]),
      );
      total += deleted;
      if (deleted < KEYS_PER_DELETE) break;
    }
    return total;
  }
}
