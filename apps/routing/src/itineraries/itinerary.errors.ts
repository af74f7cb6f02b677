import { DomainError } from '@youlu/vocabulary';

export class UnknownItinerary extends DomainError {
  readonly code = 'routing.itinerary.unknown';
  readonly kind = 'not-found';

  constructor() {
    super(
      '此单号尚无路由计划。No plan is known for this number. A plan follows its booking within seconds; check the number, or ask again.',
      'trackingNumber',
    );
  }
}
