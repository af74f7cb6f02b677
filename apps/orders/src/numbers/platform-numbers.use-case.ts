import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { makeS10, type TrackingNumber } from '@youlu/vocabulary';
import { v7 as uuidv7 } from 'uuid';
import { PLATFORM_INDICATORS, rangeFrom, type SerialRange } from './number-block';
import { NumbersExhausted } from './number-block.errors';
import { NumberBlockRepository } from './number-block.repository';

/** Serials leased at a time; a process that ends leaves at most this many unused per booking at once. */
const LEASE_COUNT = 5_000;
/** Rests of leases kept at most; what does not fit is left unused. */
const RESTS_MAX = 16;

/**
 * The platform's own numbers, for shipments that bring none.
 *
 * Each process leases blocks for itself and hands their serials out from memory, so two bookings
 * wait for each other only when both lease. A lease belongs to the booking's transaction: only once
 * that commits is its rest handed out, and numbers taken by a booking that rolls back stay unused.
 */
@Injectable()
export class PlatformNumbers {
  private readonly rests: SerialRange[] = [];

  constructor(private readonly blocks: NumberBlockRepository) {}

  async take(tx: Tx, count: number): Promise<TrackingNumber[]> {
    const taken: TrackingNumber[] = [];
    while (taken.length < count) {
      const rest = this.rests.pop();
      if (rest === undefined) break;
      taken.push(...this.cut(rest, count - taken.length, (left) => this.keep(left)));
    }
    if (taken.length < count) {
      const leased = await this.lease(tx, Math.max(LEASE_COUNT, count));
      const keepAfterCommit = (left: SerialRange): void => tx.afterCommit(() => this.keep(left));
      taken.push(...this.cut(leased, count - taken.length, keepAfterCommit));
    }
    return taken;
  }

  private cut(
    range: SerialRange,
    count: number,
    keep: (left: SerialRange) => void,
  ): TrackingNumber[] {
    const cutAfter = Math.min(range.last, range.first + count - 1);
    if (cutAfter < range.last) keep({ ...range, first: cutAfter + 1 });
    return Array.from({ length: cutAfter - range.first + 1 }, (_, i) =>
      makeS10(range.serviceIndicator, range.first + i),
    );
  }

  private keep(rest: SerialRange): void {
    if (this.rests.length < RESTS_MAX) this.rests.push(rest);
  }

  private async lease(tx: Tx, count: number): Promise<SerialRange> {
    for (const indicator of PLATFORM_INDICATORS) {
      await this.blocks.lockIndicator(tx, indicator);
      const first = await this.blocks.firstFree(tx, indicator, count);
      const range = first === undefined ? undefined : rangeFrom(indicator, first, count);
      if (range !== undefined) {
        await this.blocks.insert(tx, { ...range, blockId: uuidv7(), merchantId: null });
        return range;
      }
    }
    throw new NumbersExhausted(PLATFORM_INDICATORS.join(', '), count);
  }
}
