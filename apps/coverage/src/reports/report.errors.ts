import { type Day, DomainError, type Instant, formatInstant } from '@youlu/vocabulary';
import type { ReportMove, ReportState } from './report-state';

export class UnknownReport extends DomainError {
  readonly code = 'coverage.report.unknown';
  readonly kind = 'not-found';

  constructor(reportId: string) {
    super(
      `没有编号为 ${reportId} 的报告。No report has the id ${reportId}: GET /v1/reports lists them.`,
      'reportId',
    );
  }
}

export class ReportCannotMove extends DomainError {
  readonly code = 'coverage.report.state';
  readonly kind = 'conflict';

  constructor(reportId: string, state: ReportState, move: ReportMove) {
    super(
      `报告 ${reportId} 处于 ${state} 状态，不能 ${move}。The report is ${state}, and no ${move} leads ` +
        'on from there: draft → review → reviewed → publish → published; freeze a new one otherwise.',
      'reportId',
    );
  }
}

export class ReportOfOwn extends DomainError {
  readonly code = 'coverage.report.own';
  readonly kind = 'conflict';

  constructor(organisation: string, move: ReportMove) {
    super(
      `报告由${organisation}编制，不能自行 ${move}。The report was frozen by the same organisation: ` +
        'let another one take this step.',
      'organisation',
    );
  }
}

export class ReportDiffers extends DomainError {
  readonly code = 'coverage.report.differs';
  readonly kind = 'conflict';

  constructor(
    move: 'review' | 'publish',
    {
      units,
      places,
      codes,
    }: { readonly units: number; readonly places: number; readonly codes: readonly string[] },
  ) {
    const refused = move === 'review' ? '不予审核' : '不予发布';
    const also = places === 0 ? ['', ''] : [`、${places} 个区划`, ` and ${places} places`];
    const more = units + places > codes.length ? ' …' : '';
    super(
      `重算结果与报告不一致（${units} 个单元${also[0]}），${refused}。The recomputation differs from the ` +
        `report in ${units} units${also[1]} (${codes.join(', ')}${more}): facts recorded before ` +
        'knownAt arrived after freezing, or the rules changed. Discard it and freeze it again.',
      'reportId',
    );
  }
}

export class MembersNotPublished extends DomainError {
  readonly code = 'coverage.report.members-missing';
  readonly kind = 'conflict';
  override readonly members: {
    readonly missing: readonly string[];
    readonly publishedSince: readonly string[];
  };

  /** @param since those that had no published report when this one was frozen, and have one now */
  constructor(missing: readonly string[], since: readonly string[]) {
    const fresh =
      since.length === 0
        ? ''
        : ` Those of ${since.join(', ')} were published since: one frozen anew names them.`;
    super(
      `下级 ${missing.join('、')} 尚无已发布报告，未发布；确需先行发布的，附 withoutMembers 列明这些代码重新提交。` +
        `Nothing is published of ${missing.join(', ')} to this question yet. Publish theirs and ` +
        'freeze this one anew, or, if it is not to wait for them, send their codes as ' +
        `withoutMembers.${fresh}`,
      'withoutMembers',
    );
    this.members = { missing, publishedSince: since };
  }
}

export class KnownTooEarly extends DomainError {
  readonly code = 'coverage.report.known-at';
  readonly kind = 'invalid';

  constructor(knownAt: Instant, now: Instant) {
    super(
      `已知时点 ${formatInstant(knownAt)} 晚于当前时间。knownAt lies after now, ${formatInstant(now)}: ` +
        'nobody knows yet what will be recorded. Leave it away, or send an instant that has passed.',
      'knownAt',
    );
  }
}

export class DayToCome extends DomainError {
  readonly code = 'coverage.report.as-of';
  readonly kind = 'invalid';

  constructor(asOf: Day, knownOn: Day) {
    super(
      `截至日 ${asOf} 晚于已知时点所在日 ${knownOn}，当日之事尚无人知。asOf lies after the day of knownAt, ` +
        `${knownOn}: what will be true on ${asOf} was known to nobody by then. Send a day up to that one.`,
      'asOf',
    );
  }
}

export class NoReportOfPlace extends DomainError {
  readonly code = 'coverage.report.place';
  readonly kind = 'invalid';

  constructor(code: string) {
    super(
      `${code} 不出具报告。Reports are made of counties, prefectures and regions: send 2, 4 or 6 digits.`,
      'unit',
    );
  }
}

export class PersonNamed extends DomainError {
  readonly code = 'coverage.text.personal';
  readonly kind = 'invalid';

  constructor(field: string) {
    super(
      `${field} 中疑有证件号或电话号码。${field} holds what looks like the number of a person or a ` +
        'telephone: name the organisation and the matter only.',
      field,
    );
  }
}

export class ReportNotSettled extends DomainError {
  readonly code = 'coverage.report.not-settled';
  readonly kind = 'unavailable';

  /** @param missing records on their way; null where nobody knows */
  constructor(missing: number | null) {
    const many = missing === null ? '数量未知 an unknown number of' : String(missing);
    super(
      `尚有事件未到（${many}），报告现在编制以后无法复核。${many} events told so far are still on their ` +
        'way here: a report frozen now could not be recomputed later. Ask again in a moment.',
    );
  }
}
