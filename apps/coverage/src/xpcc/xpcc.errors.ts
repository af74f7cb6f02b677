import { type Day, DomainError } from '@youlu/vocabulary';

export class XpccDiffers extends DomainError {
  readonly code = 'coverage.xpcc.differs';
  readonly kind = 'conflict';

  constructor(registerDate: Day) {
    super(
      `${registerDate} 的兵团名录已导入且内容不同，已导入的不再改动。An XPCC list of ${registerDate} with other content is loaded, and a loaded one is never ` +
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
      `${registerDate} 没有现行的区划名录可供对应。No public register is in force on ${registerDate}, over whose ground the units could lie. ` +
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
      `${day} 现行的兵团名录没有单位 ${code}。The XPCC list in force on ${day} has no unit ${code}. GET /v1/xpcc/units lists them.`,
      'code',
    );
  }
}
