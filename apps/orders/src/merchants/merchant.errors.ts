import { DomainError } from '@youlu/vocabulary';

export class UnknownMerchant extends DomainError {
  readonly code = 'orders.merchant.unknown';
  readonly kind = 'not-found';

  constructor(merchantId: string) {
    super(
      `No merchant "${merchantId}" is registered. Register it with POST /v1/merchants.`,
      'merchantId',
    );
  }
}

export class MerchantDiffers extends DomainError {
  readonly code = 'orders.merchant.differs';
  readonly kind = 'conflict';

  constructor(merchantId: string) {
    super(
      `Merchant "${merchantId}" is registered with another name or label. ` +
        'Choose another merchantId, or send what was registered.',
      'merchantId',
    );
  }
}
