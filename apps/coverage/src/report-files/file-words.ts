import { coverageStateWords, type CoverageState } from '@youlu/vocabulary';
import type { ParameterName } from '../edition-form/parameters';
import type { RuleName } from '../edition-form/reason';
import type { PLACE_COLUMNS } from '../frozen-reports/frozen-place';
import type { UNIT_COLUMNS } from '../frozen-reports/frozen-unit';
import type { ReportState } from '../reports/report-state';

type FactName = 'declarations' | 'parcelsKnown' | 'parcelsParked' | 'visitsStored' | 'visitsParked';
type Column = (typeof PLACE_COLUMNS)[number] | (typeof UNIT_COLUMNS)[number];

/** What the files say around the figures, in one language. */
export interface FileWords {
  readonly title: string;
  readonly schematic: string;
  readonly simulated: string;
  readonly sheets: { readonly about: string; readonly places: string; readonly units: string };
  readonly columns: Readonly<Record<Column | 'observedPercent' | 'stateName', string>>;
  readonly states: Readonly<Record<CoverageState, string>>;
  readonly reportStates: Readonly<Record<ReportState, string>>;
  readonly levels: Readonly<Record<string, string>>;
  /** By the names that reports carry; a report of an earlier release may carry others. */
  readonly rules: Readonly<Record<RuleName, string> & Partial<Record<string, string>>>;
  /** Facts that the service holds, by their names in a report. */
  readonly facts: Readonly<Record<FactName, string> & Partial<Record<string, string>>>;
  /** Each parameter in words; `{}` stands for its value. */
  readonly parameters: Readonly<Record<ParameterName, string>>;
  /** Where a column is narrow. */
  readonly contradictedShort: string;
  readonly say: Readonly<
    Record<
      | 'place'
      | 'indicator'
      | 'edition'
      | 'definition'
      | 'ruleSource'
      | 'denominatorWords'
      | 'denominatorName'
      | 'parameters'
      | 'registerDate'
      | 'asOf'
      | 'knownAt'
      | 'numerator'
      | 'denominator'
      | 'rate'
      | 'declaredRate'
      | 'by'
      | 'purpose'
      | 'frozenAt'
      | 'state'
      | 'reportId'
      | 'sha256'
      | 'registers'
      | 'position'
      | 'program'
      | 'members'
      | 'membersMissing'
      | 'sameFigure'
      | 'otherFigure'
      | 'none'
      | 'yes'
      | 'no'
      | 'page'
      | 'truncated'
      | 'unitsElsewhere'
      | 'emptyLeftOut'
      | 'hashOf',
      string
    >
  >;
}

const zh: FileWords = {
  title: '农村寄递覆盖情况报告',
  schematic: '示意图，非标准地图',
  simulated: '含模拟数据，不作统计依据',
  sheets: { about: '说明', places: '分级汇总', units: '逐单元' },
  columns: {
    code: '区划代码',
    name: '名称',
    level: '级别',
    kind: '类别',
    state: '状态代码',
    stateName: '状态',
    rule: '判定规则',
    simulated: '模拟',
    denominator: '分母',
    declared: '已申报',
    observed: '已证实',
    declaredOnly: '仅申报',
    contradicted: '与实测矛盾',
    notServed: '未服务',
    unknown: '不明',
    excluded: '不计入',
    undeclared: '未申报而已证实',
    measured: '实测占比',
    observedPercent: '实测比例%',
  },
  states: coverageStateWords('zh'),
  reportStates: { draft: '草稿', reviewed: '已复算', published: '已发布', discarded: '作废' },
  levels: {
    region: '省级',
    prefecture: '地级',
    group: '直辖县级',
    county: '县级',
    unit4: '乡级',
    village: '村级',
  },
  rules: {
    'listed-exclusion': '列入不计入名单',
    'seasonal-closure': '季节性停邮',
    'settled-challenge': '申诉裁定',
    'settled-served': '申诉裁定已服务',
    'evidence-in-window': '窗口期内有收投',
    'visits-each-week': '每周到村达标',
    'parcels-stopped-elsewhere': '快件停在村外',
    'declared-without-evidence': '有申报无实测',
    'visits-below-frequency': '到村频次不足',
    'filing-complete-not-declared': '申报完毕未列入',
    'no-filing': '未申报完毕',
  },
  facts: {
    declarations: '申报',
    parcelsKnown: '邮件',
    parcelsParked: '待处理邮件记录',
    visitsStored: '到村记录',
    visitsParked: '待处理到村记录',
  },
  parameters: {
    windowDays: '观测窗口 {} 天',
    windowWeeks: '计入 {} 个整周',
    daysNeeded: '须有佐证 {} 天',
    modes: '只计方式 {}',
  },
  contradictedShort: '矛盾',
  say: {
    place: '区域',
    indicator: '指标',
    edition: '口径版本',
    definition: '口径定义',
    ruleSource: '口径来源',
    denominatorWords: '分母说明',
    denominatorName: '分母口径',
    parameters: '参数',
    registerDate: '区划名录',
    asOf: '截至',
    knownAt: '已知至',
    numerator: '分子（已证实）',
    denominator: '分母',
    rate: '实测比例',
    declaredRate: '申报比例',
    by: '编制单位',
    purpose: '用途',
    frozenAt: '冻结时间',
    state: '报告状态',
    reportId: '报告编号',
    sha256: 'SHA-256',
    registers: '所用名录',
    position: '数据位置',
    program: '程序版本',
    members: '所含下级已发布报告',
    membersMissing: '尚无已发布报告的下级',
    sameFigure: '数值一致',
    otherFigure: '本报告对同一区域的数值',
    none: '无',
    yes: '是',
    no: '否',
    page: '第 {n} 页，共 {of} 页',
    truncated: '比例按截断，不进位',
    unitsElsewhere:
      '单元超过 {max} 个，逐单元清单见同一报告的 CSV、XLSX 或 JSON 文件，哈希值相同。',
    emptyLeftOut: '本文件不列没有计入单元的乡级区划；其他文件全部列出。',
    hashOf: '哈希值为报告规范 JSON（RFC 8785）的 SHA-256；npm run youlu -- verify 文件 可复核。',
  },
};

const en: FileWords = {
  title: 'Rural delivery coverage report',
  schematic: 'Schematic, not an approved map',
  simulated: 'Contains simulated data; no basis for statistics',
  sheets: { about: 'About', places: 'Places', units: 'Units' },
  columns: {
    code: 'Code',
    name: 'Name',
    level: 'Level',
    kind: 'Kind',
    state: 'State code',
    stateName: 'State',
    rule: 'Rule',
    simulated: 'Simulated',
    denominator: 'Denominator',
    declared: 'Declared',
    observed: 'Observed',
    declaredOnly: 'Declared only',
    contradicted: 'Contradicted',
    notServed: 'Not served',
    unknown: 'Unknown',
    excluded: 'Excluded',
    undeclared: 'Observed, undeclared',
    measured: 'Declared, measured',
    observedPercent: 'Observed %',
  },
  states: coverageStateWords('en'),
  reportStates: {
    draft: 'draft',
    reviewed: 'reviewed',
    published: 'published',
    discarded: 'discarded',
  },
  levels: {
    region: 'region',
    prefecture: 'prefecture',
    group: 'group',
    county: 'county',
    unit4: 'township',
    village: 'village',
  },
  rules: {
    'listed-exclusion': 'listed as excluded',
    'seasonal-closure': 'closed for the season',
    'settled-challenge': 'settled by a challenge',
    'settled-served': 'found to be served',
    'evidence-in-window': 'served in the window',
    'visits-each-week': 'visited often enough',
    'parcels-stopped-elsewhere': 'parcels stop outside',
    'declared-without-evidence': 'declared, not observed',
    'visits-below-frequency': 'visited too seldom',
    'filing-complete-not-declared': 'filed without it',
    'no-filing': 'not filed yet',
  },
  facts: {
    declarations: 'declarations',
    parcelsKnown: 'parcels',
    parcelsParked: 'parcel records set aside',
    visitsStored: 'visits',
    visitsParked: 'visit records set aside',
  },
  parameters: {
    windowDays: 'window {} days',
    windowWeeks: '{} whole weeks count',
    daysNeeded: '{} distinct days needed',
    modes: 'only modes {}',
  },
  contradictedShort: 'Contrad.',
  say: {
    place: 'Place',
    indicator: 'Indicator',
    edition: 'Edition',
    definition: 'Definition',
    ruleSource: 'Source of the rule',
    denominatorWords: 'What is counted',
    denominatorName: 'Denominator rule',
    parameters: 'Parameters',
    registerDate: 'Register',
    asOf: 'As of',
    knownAt: 'Known at',
    numerator: 'Numerator (observed)',
    denominator: 'Denominator',
    rate: 'Observed rate',
    declaredRate: 'Declared rate',
    by: 'Made by',
    purpose: 'Purpose',
    frozenAt: 'Frozen at',
    state: 'State of the report',
    reportId: 'Report',
    sha256: 'SHA-256',
    registers: 'Registers used',
    position: 'Position of the facts',
    program: 'Program',
    members: 'Made of reports',
    membersMissing: 'Places without one',
    sameFigure: 'same figure',
    otherFigure: 'this report counts for the same place',
    none: 'none',
    yes: 'yes',
    no: 'no',
    page: 'Page {n} of {of}',
    truncated: 'rates are truncated, never rounded up',
    unitsElsewhere:
      'More than {max} units: their list is in the CSV, XLSX or JSON file of this report, under the same hash.',
    emptyLeftOut: 'Townships without any counted unit are left away here; other files list all.',
    hashOf:
      'The hash is the SHA-256 of the canonical JSON (RFC 8785) of the report; check a file with: npm run youlu -- verify FILE',
  },
};

export const FILE_WORDS = { 'zh-CN': zh, en } as const;
