import { coverageStateWords, type CoverageState, type Indicator } from '@youlu/vocabulary';

export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Everything the report says beside codes, names and figures. */
export interface ReportWords {
  readonly title: string;
  readonly simulated: string;
  readonly register: string;
  readonly asOf: string;
  readonly edition: string;
  readonly denominator: string;
  readonly columns: {
    readonly code: string;
    readonly declared: string;
    readonly observed: string;
    readonly measured: string;
    readonly contradicted: string;
    readonly notServed: string;
    readonly unknown: string;
    readonly name: string;
  };
  readonly unseen: string;
  /** The services give reasons in Chinese, and rules by their English names. */
  readonly reasonIn: 'reason' | 'rule';
  readonly none: string;
  readonly indicators: Readonly<Record<Indicator, string>>;
  readonly states: Readonly<Record<CoverageState, string>>;
}

export const REPORT_WORDS: Readonly<Record<Language, ReportWords>> = {
  en: {
    title: 'Coverage',
    simulated: '(simulated)',
    register: 'register',
    asOf: 'as of',
    edition: 'edition',
    denominator: 'denominator',
    columns: {
      code: 'code',
      declared: 'declared',
      observed: 'observed',
      measured: 'measured',
      contradicted: 'contradicted',
      notServed: 'not served',
      unknown: 'unknown',
      name: 'name',
    },
    unseen: 'not observed, and by which rule',
    reasonIn: 'rule',
    none: 'every unit is observed',
    indicators: {
      'township-outlet': 'Township outlet coverage',
      'village-express': 'Village express reach',
      'village-direct-mail': 'Village direct mail',
    },
    states: coverageStateWords('en'),
  },
  'zh-CN': {
    title: '覆盖报告',
    simulated: '【模拟】',
    register: '区划名录',
    asOf: '截至',
    edition: '口径版本',
    denominator: '分母',
    columns: {
      code: '编码',
      declared: '申报',
      observed: '实测',
      measured: '实测占比',
      contradicted: '与实测矛盾',
      notServed: '未服务',
      unknown: '不明',
      name: '单元',
    },
    unseen: '未见实测的单元与原因',
    reasonIn: 'reason',
    none: '全部单元均有实测',
    indicators: {
      'township-outlet': '乡镇快递网点覆盖率',
      'village-express': '建制村快递服务通达率',
      'village-direct-mail': '建制村直接通邮率',
    },
    states: coverageStateWords('zh'),
  },
};
