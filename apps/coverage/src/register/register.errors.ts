import { type Day, DomainError } from '@youlu/vocabulary';

export class NoRegisterInForce extends DomainError {
  readonly code = 'coverage.register.none-in-force';
  readonly kind = 'not-found';

  constructor(day: Day, earliest: Day | null, field: string) {
    super(
      earliest === null
        ? 'No register is loaded. Import one with POST /v1/registers first.'
        : `No register is in force on ${day}. Ask for ${earliest} or later.`,
      field,
    );
  }
}

export class UnknownUnit extends DomainError {
  readonly code = 'coverage.unit.unknown';
  readonly kind = 'not-found';

  constructor(code: string, day: Day, registerDate: Day, field: string) {
    super(
      `The register of ${registerDate} has no unit ${code} on ${day}. ` +
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
      `A register of ${registerDate} with other content is loaded, and a loaded register is never ` +
        'changed. If this file is another edition, send it with its own date; if the loaded one is ' +
        'wrong, start over with an empty state.',
      'registerDate',
    );
  }
}

export class SecondEdition extends DomainError {
  readonly code = 'coverage.register.second-edition';
  readonly kind = 'conflict';

  constructor(registerDate: Day, loaded: Day) {
    super(
      `The register of ${loaded} is loaded. Which of its units live on in the edition of ` +
        `${registerDate} has to be judged unit by unit, and that is not possible yet: use a state ` +
        'of its own for the other edition.',
      'registerDate',
    );
  }
}
