import { type Day, DomainError, joinZhEn } from '@youlu/vocabulary';
import type { ParameterFault } from '../edition-form/parameters';

export class NoStoppedParcels extends DomainError {
  readonly code = 'coverage.evidence.none-of-this-sort';
  readonly kind = 'invalid';

  constructor(indicator: string) {
    super(
      `指标 ${indicator} 不因快件停在村外而判为矛盾。${indicator} is never contradicted by stopped parcels. Ask for sort=served, or for village-express.`,
      'sort',
    );
  }
}

export class UnknownEdition extends DomainError {
  readonly code = 'coverage.edition.unknown';
  readonly kind = 'not-found';

  constructor(indicator: string, edition: string, known: readonly string[]) {
    super(
      `指标 ${indicator} 没有口径版本 ${edition}。${indicator} has no edition ${edition}. Ask for one of ${known.join(', ')}; ` +
        'GET /v1/coverage/indicators tells what each says.',
      'edition',
    );
  }
}

export class WrongParameter extends DomainError {
  readonly code = 'coverage.parameter.wrong';
  readonly kind = 'invalid';

  constructor({ field, reason, fix }: ParameterFault) {
    super(`参数 ${field} 不符合要求：${joinZhEn(reason, fix)}`, field);
  }
}

export class NoRegisterOfYear extends DomainError {
  readonly code = 'coverage.base-year.no-register';
  readonly kind = 'not-found';

  constructor(year: number, loaded: readonly Day[]) {
    super(
      `未导入 ${year} 年的区划名录。No register of ${year} is loaded. Ask for the year of one of ${loaded.join(', ')}, or import ` +
        'one with POST /v1/registers.',
      'baseYear',
    );
  }
}

export class BaseYearAndRegister extends DomainError {
  readonly code = 'coverage.base-year.two-bases';
  readonly kind = 'invalid';

  constructor(year: number, registerDate: Day) {
    super(
      `baseYear ${year} 与 registerDate ${registerDate} 指向两个基准名录。baseYear ${year} and registerDate ${registerDate} name two bases. Leave one of them away.`,
      'baseYear',
    );
  }
}
