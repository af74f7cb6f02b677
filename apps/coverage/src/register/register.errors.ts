import { type Day, DomainError, formatInstant, type Instant, type ZhEn } from '@youlu/vocabulary';

export class NoRegisterInForce extends DomainError {
  readonly code = 'coverage.register.none-in-force';
  readonly kind = 'not-found';

  constructor(day: Day, earliest: Day | null, field: string, knownAt?: Instant) {
    super(
      earliest === null
        ? noneLoaded(knownAt)
        : `${day} 没有现行的区划名录。No register is in force on ${day}. Ask for ${earliest} or later.`,
      earliest === null && knownAt !== undefined ? 'knownAt' : field,
    );
  }
}

function noneLoaded(knownAt: Instant | undefined): ZhEn {
  if (knownAt === undefined)
    return '尚未导入区划名录。No register is loaded. Import one with POST /v1/registers first.';
  const then = formatInstant(knownAt);
  return `截至 ${then} 尚未导入区划名录。No register had been loaded by ${then}. Ask with a later knownAt, or without it.`;
}

export class UnknownUnit extends DomainError {
  readonly code = 'coverage.unit.unknown';
  readonly kind = 'not-found';

  constructor(code: string, day: Day, registerDate: Day, field: string) {
    super(
      `${registerDate} 的区划名录在 ${day} 没有单位 ${code}。The register of ${registerDate} has no unit ${code} on ${day}. ` +
        'Look the code up with GET /v1/units/{parent}/children, or ask for another day.',
      field,
    );
  }
}

export class RegisterDiffers extends DomainError {
  readonly code = 'coverage.register.differs';
  readonly kind = 'conflict';

  constructor(registerDate: Day) {
    super(
      `${registerDate} 的区划名录已导入且内容不同，已导入的不再改动。A register of ${registerDate} with other content is loaded, and a loaded register is never ` +
        'changed. If this file is another edition, send it with its own date; if the loaded one is ' +
        'wrong, start over with an empty state.',
      'registerDate',
    );
  }
}

export class RegisterOfAnotherRegion extends DomainError {
  readonly code = 'coverage.register.other-region';
  readonly kind = 'conflict';

  constructor(code: string, loaded: readonly string[]) {
    super(
      `已导入的名录属于 ${loaded.join('、')}，此文件属于 ${code}。The loaded register is of ${loaded.join(', ')}; this file is of ${code}. Use a state of its ` +
        'own for another region.',
      'csv',
    );
  }
}

export class UnknownRegister extends DomainError {
  readonly code = 'coverage.register.unknown';
  readonly kind = 'not-found';

  constructor(registerDate: Day, loaded: readonly Day[]) {
    super(
      `未导入 ${registerDate} 的区划名录。No register of ${registerDate} is loaded. Ask for one of ${loaded.join(', ')}, or import it ` +
        'with POST /v1/registers.',
      'registerDate',
    );
  }
}
