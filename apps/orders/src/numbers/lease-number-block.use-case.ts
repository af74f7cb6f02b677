import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { isLeasableIndicator, type NumberBlock, rangeFrom } from './number-block';
import {
  IndicatorNotLeasable,
  NumbersExhausted,
  NumbersTaken,
  SerialsTooHigh,
} from './number-block.errors';
import { NumberBlockRepository } from './number-block.repository';

export interface LeaseRequest {
  readonly blockId: string;
  readonly merchantId: string;
  readonly serviceIndicator: string;
  readonly count: number;
  /** A serial to start with; left out, the platform picks one. */
  readonly first?: number;
}

/** Leases serials to a merchant: two leases of an indicator wait for each other and never overlap. */
@Injectable()
export class LeaseNumberBlock {
  constructor(private readonly blocks: NumberBlockRepository) {}

  async execute(tx: Tx, request: LeaseRequest): Promise<NumberBlock> {
    const { blockId, merchantId, serviceIndicator, count } = request;
    if (!isLeasableIndicator(serviceIndicator)) throw new IndicatorNotLeasable();
    await this.blocks.lockIndicator(tx, serviceIndicator);
    const first = request.first ?? (await this.blocks.firstFree(tx, serviceIndicator, count));
    if (first === undefined) throw new NumbersExhausted(serviceIndicator, count);
    const range = rangeFrom(serviceIndicator, first, count);
    if (range === undefined) throw new SerialsTooHigh();
    if (!(await this.blocks.isFree(tx, range))) {
      throw new NumbersTaken(serviceIndicator, range.first, range.last);
    }
    const block = { blockId, merchantId, ...range };
    await this.blocks.insert(tx, block);
    return block;
  }
}
