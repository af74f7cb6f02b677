import { DomainError } from '@youlu/vocabulary';
import { PLATFORM_INDICATORS } from './number-block';

/** Says nothing about whose block it is: that is nobody else's business. */
export class NumbersTaken extends DomainError {
  readonly code = 'orders.numbers.taken';
  readonly kind = 'conflict';

  constructor(serviceIndicator: string, first: number, last: number) {
    super(
      `号段 ${serviceIndicator} ${first}-${last} 部分已被租用。Some of ${serviceIndicator} ${first}-${last} is leased already. ` +
        'Ask for another first, or leave it out and take what is free.',
      'first',
    );
  }
}

export class NumbersExhausted extends DomainError {
  readonly code = 'orders.numbers.exhausted';
  readonly kind = 'conflict';

  constructor(serviceIndicator: string, count: number) {
    super(
      `${serviceIndicator} 没有连续 ${count} 个空号。No ${count} consecutive numbers of ${serviceIndicator} are free. ` +
        'Ask for fewer, or for another service indicator.',
      'count',
    );
  }
}

export class SerialsTooHigh extends DomainError {
  readonly code = 'orders.numbers.too-high';
  readonly kind = 'invalid';

  constructor() {
    super(
      '号段超出八位流水号上限。first + count runs past 99999999, the last serial of eight digits.',
      'first',
    );
  }
}

export class IndicatorNotLeasable extends DomainError {
  readonly code = 'orders.numbers.indicator';
  readonly kind = 'invalid';

  constructor() {
    super(
      '业务标识须为两个大写字母，且非平台自用。A service indicator is two capitals, for example LX; ' +
        `${PLATFORM_INDICATORS.join(', ')} are the platform's own.`,
      'serviceIndicator',
    );
  }
}
