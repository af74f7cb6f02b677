import { DomainError } from '@youlu/vocabulary';

export class UnknownMerchant extends DomainError {
  readonly code = 'orders.merchant.unknown';
  readonly kind = 'not-found';

  constructor(merchantId: string) {
    super(
      `没有编号为 ${merchantId} 的商户。No merchant "${merchantId}" is registered. Register it with POST /v1/merchants.`,
      'merchantId',
    );
  }
}

export class MerchantDiffers extends DomainError {
  readonly code = 'orders.merchant.differs';
  readonly kind = 'conflict';

  constructor(merchantId: string) {
    super(
      `商户 ${merchantId} 已登记且内容不同。Merchant "${merchantId}" is registered with another name or label. ` +
        'Choose another merchantId, or send what was registered.',
      'merchantId',
    );
  }
}
