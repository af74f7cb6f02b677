import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { logger } from '@youlu/observability';
import { Database } from '@youlu/persistence';
import { dayOf, type Instant } from '@youlu/vocabulary';
import { timeOut } from '../challenge-rules/challenge-step';
import { ChallengeRepository } from './challenge.repository';
import { TakeSteps } from './take-steps.use-case';

const EVERY_MS = 3_600_000;
const CHALLENGES_AT_ONCE = 500;
const ROUNDS_MAX = 200;

/** Lets the clock take its step in challenges whose time is over. */
@Injectable()
export class SettleOverdueChallenges implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly db: Database,
    private readonly challenges: ChallengeRepository,
    private readonly steps: TakeSteps,
  ) {}

  onApplicationBootstrap(): void {
    // What ran out while no process was up is settled first, not an hour later.
    this.startRound();
    this.timer = setInterval(() => this.startRound(), EVERY_MS);
    this.timer.unref();
  }

  private startRound(): void {
    // What fails is tried again by the next round: nothing has been settled.
    this.running = this.settle(Date.now()).catch((error: unknown) =>
      logger().failure('overdue challenges were not settled', error, { service: 'coverage' }),
    );
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** Resolves to how many were settled. Two processes may do it at once: rows are locked. */
  async settle(now: Instant): Promise<number> {
    let settled = 0;
    for (let round = 0; round < ROUNDS_MAX; round++) {
      const ids = await this.challenges.overdue(dayOf(now), CHALLENGES_AT_ONCE);
      if (ids.length === 0) break;
      const rows = ids.map((challengeId, index) => ({ index, row: timeOut(challengeId) }));
      const { results } = await this.db.transaction((tx) => this.steps.execute(tx, rows, now));
      settled += results.length;
      if (results.length === 0) break; // another process was quicker
    }
    return settled;
  }
}
