import { DomainError } from '@youlu/vocabulary';

export const STRETCH_DAYS_MAX = 1_100;

export class WrongStretch extends DomainError {
  readonly code = 'coverage.days.stretch';
  readonly kind = 'invalid';

  constructor() {
    super(
      `from lies after to, or more than ${STRETCH_DAYS_MAX} days before it. Send the first and the last day, three years apart at most.`,
      'to',
    );
  }
}

export class NotADay extends DomainError {
  readonly code = 'coverage.days.not-a-day';
  readonly kind = 'invalid';

  constructor() {
    super('The day is not a day of the calendar. Send it as YYYY-MM-DD.', 'day');
  }
}
