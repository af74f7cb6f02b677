import type { HeadingAliases } from './headings';

/**
 * Headings as county offices write them, by the field of the public API they fill; the field's own
 * name always works. Blanks, dashes, underscores, case and remarks in brackets do not matter.
 * As of 2026-11-24; a heading that is missing here is reported as unused: add it.
 */
export const COLUMN_ALIASES = {
  register: {
    code: ['区划代码', '统计用区划代码', '行政区划代码', '代码', '编码', '单位代码', '单元代码'],
    name: ['名称', '区划名称', '单位名称', '行政区划名称', '单元名称'],
    level: ['级别', '层级', '区划级别'],
    parentCode: ['上级代码', '上级区划代码', '上级编码', '父级代码', '隶属代码'],
    kind: ['类别', '类型', '区划类别', '区划类型', '单元类别'],
  },
  network: {
    type: ['行类型', '记录类型', '类型', '类别'],
    id: ['编号', '编码', '标识', 'node id', 'link id', 'route id', 'timetable id', 'round id'],
    name: ['名称', '网点名称', '节点名称', '站点名称'],
    tier: ['层级', '节点层级', '网点类型', '网点层级'],
    placeCode: ['所在区划代码', '区划代码', '所在地代码', '位置代码', 'village code', '村代码'],
    handlingMinutes: ['处理分钟', '处理时间', '处理时长', '作业分钟'],
    fromNodeId: ['起点', '起点编号', '起始节点', '始发', '出发网点'],
    toNodeId: ['终点', '终点编号', '到达节点', '到达网点'],
    distanceKm: ['里程', '公里', '里程公里', '距离', '距离公里'],
    linkId: ['线路', '线路编号', '所属线路'],
    stationNodeId: ['站点', '站点编号', '所属站点', '出发站点'],
    weekdays: ['班期', '开行日', '星期', '投递日', '频次日', '每周班期'],
    depart: ['发车时间', '发车', '开车时间', '出发时间'],
    travelMinutes: ['运行分钟', '行驶分钟', '在途分钟', '运行时间'],
    returnDepart: ['返程发车', '返程发车时间', '回程发车'],
    from: ['启用日期', '起始日期', '开始日期', '开业日期', '开通日期', 'opens on'],
    to: ['停用日期', '截止日期', '终止日期', '结束日期', '停业日期', 'closes on'],
  },
  declarations: {
    declarationId: ['申报编号', '编号', '申报单号'],
    unitCode: [
      '区划代码',
      '单位代码',
      '单元代码',
      '村代码',
      '建制村代码',
      '乡镇代码',
      'county code',
    ],
    indicator: ['指标', '申报指标', '指标名称'],
    mode: ['服务方式', '模式', '通达方式', '合作模式'],
    frequencyPerWeek: ['每周频次', '周投递频次', '投递频次', '频次', '每周次数'],
    from: ['起始日期', '开始日期', '生效日期', '开通日期'],
    to: ['截止日期', '终止日期', '失效日期', '结束日期', '停止日期'],
    source: ['依据', '来源', '数据来源', '申报依据'],
    operator: ['承办企业', '承办单位', '服务企业', '经营企业', '运营企业'],
  },
  products: {
    type: ['行类型', '记录类型', '类型'],
    id: ['编号', '产品编号', '项目编号', 'product id', 'project id'],
    name: ['名称', '产品名称', '项目名称'],
    category: ['品类', '产品类别', '类别'],
    originCodes: ['产地代码', '产地', '产地区划代码'],
    seasonStart: ['上市日期', '季节开始', '产季开始', '上市'],
    seasonEnd: ['下市日期', '季节结束', '产季结束', '下市'],
    productId: ['所属产品', '对应产品', '项目产品', 'product'],
    track: ['赛道', '项目类型', '项目级别', '口径'],
    placeCodes: ['项目地代码', '项目区划代码', '实施地代码', '项目地'],
    jurisdiction: ['门槛口径', '适用省份', '管辖'],
    attribution: ['归属规则', '归属口径', '计入规则'],
    from: ['起始日期', '开始日期', '统计起'],
    to: ['截止日期', '终止日期', '结束日期', '统计止'],
    openingCount: ['期初件数', '期初数', '此前件数'],
    plannedCount: ['计划件数', '计划数', '目标件数'],
    sampleEvery: ['抽样', '抽样倍数', '样本倍数'],
  },
} as const satisfies Readonly<Record<string, HeadingAliases>>;
