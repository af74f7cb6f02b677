import { type Day, DomainError } from '@youlu/vocabulary';

export class XpccDiffers extends DomainError {
  readonly code = 'coverage.xpcc.differs';
  readonly kind = 'conflict';

  constructor(registerDate: Day) {
    super(
      `An XPCC list of ${registerDate} with other content is loaded, and a loaded one is never ` +
        'changed. Send another edition with its own date.',
      'registerDate',
    );
  }
}

export class NoPublicRegister extends DomainError {
  readonly code = 'coverage.xpcc.no-public-register';
  readonly kind = 'conflict';

  constructor(registerDate: Day) {
    super(
      `No public register is in force on ${registerDate}, over whose ground the units could lie. ` +
        'Import one with POST /v1/registers first.',
      'registerDate',
    );
  }
}

export class UnknownXpccUnit extends DomainError {
  readonly code = 'coverage.xpcc.unknown';
  readonly kind = 'not-found';

  constructor(code: string, day: Day) {
    super(
      `The XPCC list in force on ${day} has no unit ${code}. GET /v1/xpcc/units lists them.`,
      'code',
    );
  }
}
