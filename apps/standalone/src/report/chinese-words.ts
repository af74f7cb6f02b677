import type { CoverageState, Direction, Indicator, ScanKind } from '@youlu/vocabulary';
import type { ExceptionKind } from './report-model';

export const INDICATOR_NAMES: Record<Indicator, string> = {
  'township-outlet': '乡镇快递网点覆盖率',
  'village-express': '建制村快递服务通达率',
  'village-direct-mail': '建制村直接通邮率',
};

export const STATE_NAMES: Record<CoverageState, string> = {
  observed: '实测',
  contradicted: '与申报不符',
  'declared-only': '仅申报',
  'not-served': '未通',
  unknown: '未知',
  excluded: '除外',
};

export const KIND_NAMES: Record<ScanKind, string> = {
  accepted: '揽收',
  departed: '发出',
  arrived: '到达',
  'out-for-delivery': '派件',
  delivered: '签收',
  'held-at-station': '站点待取',
  'in-locker': '入柜',
  attempted: '投递未成',
  returning: '退回中',
  returned: '已退回',
  lost: '丢失',
};

export const DIRECTION_NAMES: Record<Direction, string> = {
  outbound: '农产品进城',
  inbound: '工业品下乡',
};

export const EXCEPTION_NAMES: Record<ExceptionKind, string> = {
  'parked-at-township': '滞留乡镇 (收件地为村)',
  'missed-round': '邮路缺班',
  misdirected: '误发',
  stuck: '滞留',
};

/** By the first two digits of a division code. */
export const PROVINCE_NAMES: Readonly<Record<string, string>> = {
  11: '北京市',
  12: '天津市',
  13: '河北省',
  14: '山西省',
  15: '内蒙古自治区',
  21: '辽宁省',
  22: '吉林省',
  23: '黑龙江省',
  31: '上海市',
  32: '江苏省',
  33: '浙江省',
  34: '安徽省',
  35: '福建省',
  36: '江西省',
  37: '山东省',
  41: '河南省',
  42: '湖北省',
  43: '湖南省',
  44: '广东省',
  45: '广西壮族自治区',
  46: '海南省',
  50: '重庆市',
  51: '四川省',
  52: '贵州省',
  53: '云南省',
  54: '西藏自治区',
  61: '陕西省',
  62: '甘肃省',
  63: '青海省',
  64: '宁夏回族自治区',
  65: '新疆维吾尔自治区',
};
