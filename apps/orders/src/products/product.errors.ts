import { DomainError } from '@youlu/vocabulary';

export class UnknownProduct extends DomainError {
  readonly code = 'orders.product.unknown';
  readonly kind = 'not-found';

  constructor(productId: string) {
    super(
      `没有编号为 ${productId} 的产品。No product "${productId}" is registered. Register it with POST /v1/products.`,
      'productId',
    );
  }
}

export class ProductDiffers extends DomainError {
  readonly code = 'orders.product.differs';
  readonly kind = 'conflict';

  constructor(productId: string) {
    super(
      `产品 ${productId} 已登记且内容不同。Product "${productId}" is registered with other content. ` +
        'Choose another productId, or send what was registered.',
      'productId',
    );
  }
}
