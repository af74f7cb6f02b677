import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { FindMerchant } from './find-merchant.query';
import type { Merchant } from './merchant';
import { MerchantDiffers } from './merchant.errors';
import { MerchantRepository } from './merchant.repository';

/** Registers a merchant under an id it chose; the same content again is no second merchant. */
@Injectable()
export class RegisterMerchant {
  constructor(
    private readonly merchants: MerchantRepository,
    private readonly findMerchant: FindMerchant,
  ) {}

  async execute(tx: Tx, merchant: Merchant): Promise<Merchant> {
    if (await this.merchants.insert(tx, merchant)) return merchant;
    const registered = await this.findMerchant.execute(merchant.merchantId, tx);
    if (!isDeepStrictEqual(registered, merchant)) throw new MerchantDiffers(merchant.merchantId);
    return merchant;
  }
}
