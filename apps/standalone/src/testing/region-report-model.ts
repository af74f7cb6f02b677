import { INDICATORS, type Indicator } from '@youlu/vocabulary';
import {
  DENOMINATORS,
  type DenominatorName,
  type FlowMatrixRow,
  type FlowRow,
  type RateRow,
  type ReportModel,
  type UnitRow,
} from '../report/report-model';
import { sampleProject, sampleRate, sampleReportModel, sampleUnit } from './sample-report-model';

/** Two counties of each prefecture, one township in each, three villages in that. */
const COUNTIES: Readonly<Record<string, string>> = {
  650102: '天山区',
  650121: '乌鲁木齐县',
  650202: '独山子区',
  650203: '克拉玛依区',
  650402: '高昌区',
  650421: '鄯善县',
  650502: '伊州区',
  650521: '巴里坤哈萨克自治县',
  652301: '昌吉市',
  652302: '阜康市',
  652701: '博乐市',
  652722: '精河县',
  652801: '库尔勒市',
  652871: '库尔勒经济技术开发区',
  652901: '阿克苏市',
  652922: '温宿县',
  653001: '阿图什市',
  653024: '乌恰县',
  653101: '喀什市',
  653131: '塔什库尔干塔吉克自治县',
  653201: '和田市',
  653221: '和田县',
  654002: '伊宁市',
  654003: '奎屯市',
  654201: '塔城市',
  654223: '沙湾县',
  654301: '阿勒泰市',
  654321: '布尔津县',
  659001: '石河子市',
  659002: '阿拉尔市',
};

const PREFECTURES: Readonly<Record<string, string>> = {
  6501: '乌鲁木齐市',
  6502: '克拉玛依市',
  6504: '吐鲁番市',
  6505: '哈密市',
  6523: '昌吉回族自治州',
  6527: '博尔塔拉蒙古自治州',
  6528: '巴音郭楞蒙古自治州',
  6529: '阿克苏地区',
  6530: '克孜勒苏柯尔克孜自治州',
  6531: '喀什地区',
  6532: '和田地区',
  6540: '伊犁哈萨克自治州',
  6542: '塔城地区',
  6543: '阿勒泰地区',
  6590: '自治区直辖县级行政区划',
};

/** In turn, so that every state and rule occurs. */
const OUTCOMES: Record<Indicator, readonly (readonly [UnitRow['state'], string])[]> = {
  'township-outlet': [
    ['observed', 'evidence-in-window'],
    ['observed', 'evidence-in-window'],
    ['declared-only', 'declared-without-evidence'],
    ['not-served', 'filing-complete-not-declared'],
  ],
  'village-express': [
    ['observed', 'evidence-in-window'],
    ['contradicted', 'parcels-stopped-elsewhere'],
    ['declared-only', 'declared-without-evidence'],
    ['not-served', 'filing-complete-not-declared'],
    ['unknown', 'no-filing'],
  ],
  'village-direct-mail': [
    ['observed', 'visits-each-week'],
    ['observed', 'visits-each-week'],
    ['declared-only', 'visits-below-frequency'],
  ],
};

function units(): UnitRow[] {
  const rows: UnitRow[] = [];
  for (const county of Object.keys(COUNTIES)) {
    for (const indicator of INDICATORS) {
      const isTown = indicator === 'township-outlet';
      const codes = isTown ? [`${county}100`] : [200, 201, 202].map((n) => `${county}100${n}`);
      for (const code of codes) {
        const outcomes = OUTCOMES[indicator];
        const [state, rule] = outcomes[rows.length % outcomes.length] ?? ['unknown', 'no-filing'];
        const isDeclared = state !== 'not-served' && state !== 'unknown';
        rows.push(
          sampleUnit(code, {
            name: `${isTown ? '镇' : '村'}<${code.slice(-3)}> & "甲"`,
            parentCode: isTown ? county : `${county}100`,
            ...{ indicator, state, rule, reason: `因 ${rule}` },
            declaredFrom: isDeclared ? '2020-01-01' : null,
          }),
        );
      }
    }
  }
  return rows;
}

function rates(all: UnitRow[]): RateRow[] {
  const places: [string, string, RateRow['level']][] = [
    ['65', '新疆维吾尔自治区', 'region'],
    ...Object.entries(PREFECTURES).map(([code, name]): [string, string, RateRow['level']] => [
      code,
      name,
      code === '6590' ? 'group' : 'prefecture',
    ]),
    ...Object.entries(COUNTIES).map(([code, name]): [string, string, RateRow['level']] => [
      code,
      name,
      'county',
    ]),
    ...Object.keys(COUNTIES).map((code): [string, string, RateRow['level']] => [
      `${code}100`,
      '某镇',
      'unit4',
    ]),
  ];
  const sorted = places.sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.flatMap(([code, name, level]) =>
    INDICATORS.flatMap((indicator) =>
      [...DENOMINATORS].reverse().map((denominator) => ({
        ...tally(all, code, indicator, denominator),
        ...{ name, level },
      })),
    ),
  );
}

function tally(
  all: UnitRow[],
  code: string,
  indicator: Indicator,
  denominatorName: DenominatorName,
): RateRow {
  const members = all.filter(
    (unit) =>
      unit.indicator === indicator &&
      unit.code.startsWith(code) &&
      (denominatorName === 'strict-2020' || !unit.code.startsWith('6590')),
  );
  const count = (state: UnitRow['state']): number =>
    members.filter((unit) => unit.state === state).length;
  const declared = members.filter((unit) => unit.declaredFrom !== null).length;
  return sampleRate(code, {
    ...{ indicator, denominatorName, denominator: members.length, declared },
    observed: count('observed'),
    contradicted: count('contradicted'),
    declaredOnly: count('declared-only'),
    notServed: count('not-served'),
    unknown: count('unknown'),
    measured: { numerator: count('observed') + count('contradicted'), denominator: declared },
  });
}

const WEEKS = ['2020-W36', '2020-W37'];

function flows(): { flows: FlowRow[]; flowMatrix: FlowMatrixRow[] } {
  const rows: FlowRow[] = [];
  const flowMatrix: FlowMatrixRow[] = [];
  Object.keys(COUNTIES).forEach((originCounty, i) => {
    const destination = ['11', '31', '44'][i % 3] ?? '11';
    const told = { product: 'korla-pear', originCounty, simulated: true };
    WEEKS.forEach((week, w) => {
      const parcels = i + 1 + w * 7;
      const day = w === 0 ? '2020-09-01' : '2020-09-08';
      rows.push({ ...told, destination, direction: 'outbound', day, parcels });
      flowMatrix.push({ ...told, destinationProvince: destination, week, parcels });
    });
  });
  return { flows: rows, flowMatrix };
}

/** A small region: every prefecture and group, every state, both denominators, two tracks. */
export function regionReportModel(): ReportModel {
  const all = units();
  const model = sampleReportModel();
  const names = [...Object.entries(PREFECTURES), ...Object.entries(COUNTIES)];
  return {
    ...model,
    scenario: { scope: '65', seed: 'youlu', weeks: 4, sampleEvery: 100 },
    scopeName: '新疆维吾尔自治区',
    rates: rates(all),
    units: all,
    modes: [
      { mode: 'direct', declared: 30, observed: 12 },
      { mode: 'post-express', declared: 24, observed: 6 },
    ],
    projects: [
      sampleProject({
        projectId: 'korla-pear',
        name: '库尔勒香梨',
        counted: 1_313,
        sampleEvery: 100,
      }),
      sampleProject({ projectId: 'xinjiang-cotton', track: 'county', periodState: 'closed' }),
      sampleProject({ projectId: 'aksu-apple', track: 'prefecture', threshold: null }),
    ],
    ...flows(),
    names: new Map([...model.names, ...names, ['korla-pear', '库尔勒香梨']]),
  };
}
