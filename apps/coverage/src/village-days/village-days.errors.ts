import { DomainError } from '@youlu/vocabulary';

export class NotADay extends DomainError {
  readonly code = 'coverage.days.not-a-day';
  readonly kind = 'invalid';

  constructor() {
    super('日期不存在。The day is not a day of the calendar. Send it as YYYY-MM-DD.', 'day');
  }
}
