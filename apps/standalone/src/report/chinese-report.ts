import { INDICATORS } from '@youlu/vocabulary';
import { coverageSection, villageSection } from './chinese-coverage';
import { DIRECTION_NAMES, EXCEPTION_NAMES, KIND_NAMES, PROVINCE_NAMES } from './chinese-words';
import { fitWidth } from './display-width';
import type { ReportModel } from './report-model';
import { TERMINAL_COLUMNS, textTable } from './text-table';

const FLOWS_SHOWN = 10;
const SIMULATED = '【模拟】';

/** The report as a person at a terminal reads it, at most 100 columns wide. */
export function chineseReport(model: ReportModel): string {
  const sections = [
    heading(model),
    ...INDICATORS.map((indicator, i) => coverageSection(model, indicator, i + 1)),
    villageSection(model, 4),
    projectSection(model),
    flowSection(model),
    volumeSection(model),
    exceptionSection(model),
    simulationSection(model),
  ];
  return sections.map((lines) => lines.join('\n')).join('\n\n');
}

function heading(model: ReportModel): string[] {
  const label = model.simulated ? SIMULATED : '';
  const editions = [...new Set(Object.values(model.editions))].join(', ');
  return [
    '═'.repeat(TERMINAL_COLUMNS),
    `邮路报告 ${label} ${model.scopeName} ${model.scenario.scope}`,
    `区划登记册 ${model.registerDate} · 截至 ${model.asOf} · 口径版本 ${editions} · 分母 ${model.denominatorName}`,
    '申报 = 申报有效的单元 / 分母; 实测 = 28 天内有证据的单元 / 分母; 已核 = 申报中有正反证据的份额',
    '百分数截断至两位小数, 不四舍五入',
    '═'.repeat(TERMINAL_COLUMNS),
  ];
}

function projectSection(model: ReportModel): string[] {
  const title = `五、一地一品项目 (截至 ${model.asOf})`;
  if (model.projects.length === 0) return [title, '  无'];
  const rows = model.projects.map((row) => [
    `${row.name}${row.simulated ? ' (模拟)' : ''}`,
    row.placeCodes.join(' '),
    String(row.opening),
    `${row.counted}×${row.sampleEvery}`,
    String(row.toDate),
    row.threshold === null ? '无' : `>${row.threshold.value}`,
    row.qualifies === null ? '—' : row.qualifies ? '已过' : '未过',
    row.periodState === 'open' ? '未结束' : '已结束',
  ]);
  const columns = [
    { title: '项目', widthMax: 30 },
    { title: '产地', widthMax: 20 },
    { title: '期初', align: 'right' as const },
    { title: '本期×抽样', align: 'right' as const },
    { title: '累计', align: 'right' as const },
    { title: '门槛', align: 'right' as const },
    { title: '达标' },
    { title: '期间' },
  ];
  return [title, ...textTable(columns, rows)];
}

function flowSection(model: ReportModel): string[] {
  const sums = new Map<string, { cells: string[]; parcels: number }>();
  for (const row of model.flows) {
    const cells = [
      DIRECTION_NAMES[row.direction],
      model.names.get(row.product) ?? (row.product === 'unspecified' ? '未注明' : row.product),
      placeName(model, row.originCounty),
      placeName(model, row.destination),
    ];
    const key = cells.join('|');
    const sum = sums.get(key) ?? { cells, parcels: 0 };
    sum.parcels += row.parcels;
    sums.set(key, sum);
  }
  const largest = [...sums.entries()]
    .sort(([a, x], [b, y]) => y.parcels - x.parcels || (a < b ? -1 : 1))
    .slice(0, FLOWS_SHOWN)
    .map(([, { cells, parcels }]) => [...cells, String(parcels)]);
  const title = `六、最大流向 (前 ${largest.length}, 共 ${sums.size}; 件数为抽样件)`;
  const columns = [
    { title: '方向' },
    { title: '产品', widthMax: 24 },
    { title: '始发县', widthMax: 24 },
    { title: '目的地', widthMax: 24 },
    { title: '件数', align: 'right' as const },
  ];
  return largest.length === 0 ? [title, '  无'] : [title, ...textTable(columns, largest)];
}

function placeName(model: ReportModel, code: string): string {
  const name = model.names.get(code) ?? PROVINCE_NAMES[code.replace(/0000$/, '')];
  return name === undefined ? code : `${name} ${code}`;
}

function volumeSection(model: ReportModel): string[] {
  const title = `七、业务量 (${model.from} 至 ${model.asOf}, 发生地在 ${model.scopeName})`;
  const kinds = [...new Set(model.volumes.map(({ kind }) => kind))];
  if (kinds.length === 0) return [title, '  无'];
  const at = (direction: string, kind: string): string => {
    const sum = model.volumes.find((v) => v.direction === direction && v.kind === kind);
    return String(sum?.parcels ?? 0);
  };
  const rows = kinds.map((kind) => [KIND_NAMES[kind], at('outbound', kind), at('inbound', kind)]);
  const columns = [
    { title: '环节' },
    { title: DIRECTION_NAMES.outbound, align: 'right' as const },
    { title: DIRECTION_NAMES.inbound, align: 'right' as const },
  ];
  return [title, ...textTable(columns, rows)];
}

function exceptionSection(model: ReportModel): string[] {
  const rows = model.exceptions.map(({ kind, count, places }) => [
    EXCEPTION_NAMES[kind],
    String(count),
    places.map((place) => `${placeName(model, place.placeCode)} ${place.count}`).join(', '),
  ]);
  const columns = [
    { title: '异常' },
    { title: '件次', align: 'right' as const },
    { title: '最多的地方' },
  ];
  return [`八、异常 (截至 ${model.asOf})`, ...textTable(columns, rows)];
}

function simulationSection(model: ReportModel): string[] {
  const { scenario, totals } = model;
  const { scans, visits } = totals;
  return [
    '九、数据来源',
    `  真实: 区划登记册 ${model.registerDate}, 县城与乡镇位置, 道路, 产品目录`,
    `  模拟: 网点, 班次, 申报, 包裹, 扫描, 到村记录, 项目期初数 (种子 ${scenario.seed}, ${scenario.weeks} 周, 抽样 1:${scenario.sampleEvery})`,
    `  包裹 ${totals.shipments} 下单, ${totals.parcels} 有轨迹`,
    `  扫描 接收 ${scans.accepted}, 入库 ${scans.stored}, 拒收 ${scans.rejected}, 搁置 ${scans.parked}`,
    `  到村 接收 ${visits.accepted}, 入库 ${visits.stored}, 拒收 ${visits.rejected}`,
  ].map((line) => fitWidth(line, TERMINAL_COLUMNS));
}
