import { DomainError } from '@youlu/vocabulary';

export const STRETCH_DAYS_MAX = 1_100;

export class WrongStretch extends DomainError {
  readonly code = 'coverage.days.stretch';
  readonly kind = 'invalid';

  constructor() {
    super(
      `起止日期有误：from 晚于 to，或跨度超过 ${STRETCH_DAYS_MAX} 天。from lies after to, or more than ${STRETCH_DAYS_MAX} days before it. Send the first and the last day, three years apart at most.`,
      'to',
    );
  }
}
