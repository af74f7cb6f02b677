import type { Indicator, NodeTier, ServiceMode, UnitKind } from '@youlu/vocabulary';

type Aliases<W extends string> = Readonly<Partial<Record<W, readonly string[]>>>;

/** What cells may say for the words of the API, as of 2026-11-24; docs/glossary.md has the terms. */
export const UNIT_KIND_ALIASES: Aliases<UnitKind> = {
  autonomous_region: ['自治区'],
  province: ['省'],
  municipality: ['直辖市', '地级市', '市'],
  prefecture: ['地区'],
  autonomous_prefecture: ['自治州', '州', '盟'],
  province_administered: ['省直辖县级行政区划', '自治区直辖县级行政区划', '直辖县级'],
  district: ['市辖区', '区'],
  county_city: ['县级市'],
  county: ['县', '旗'],
  autonomous_county: ['自治县', '自治旗'],
  xpcc_city: ['兵团城市', '师市'],
  town: ['镇'],
  township: ['乡', '苏木'],
  ethnic_township: ['民族乡'],
  subdistrict: ['街道', '街道办事处'],
  similar_unit: ['类似乡级单位', '类乡级', '农场', '牧场', '林场'],
  xpcc_unit: ['兵团团场', '团场', '兵团单位'],
  pseudo: ['虚拟乡级'],
  admin_village: ['建制村', '行政村', '村', '村委会', '村民委员会'],
  production_team: ['连队', '生产队', '生活区'],
  community: ['社区', '居委会', '居民委员会'],
  similar_community: ['类似居委会'],
  similar_village: ['类似村委会', '兵团连队'],
  virtual: ['虚拟', '虚拟村'],
};

export const NODE_TIER_ALIASES: Aliases<NodeTier> = {
  gateway: ['出省口', '省际口岸', '交接口'],
  hub: ['区域枢纽', '枢纽'],
  sorting: ['分拨中心', '处理中心', '市级分拨中心'],
  county: ['县级中心', '县级寄递公共配送中心', '县中心', '县级'],
  station: ['乡镇站点', '乡镇网点', '乡镇站', '乡镇'],
  village: ['村级站点', '村级寄递物流综合服务站', '村站', '村点', '村级'],
};

export const INDICATOR_ALIASES: Aliases<Indicator> = {
  'township-outlet': ['乡镇快递网点覆盖率', '乡镇快递网点', '乡镇网点覆盖'],
  'village-express': ['建制村快递服务通达率', '建制村快递服务', '快递进村', '快递通达'],
  'village-direct-mail': ['建制村直接通邮率', '建制村直接通邮', '直接通邮'],
};

export const SERVICE_MODE_ALIASES: Aliases<ServiceMode> = {
  direct: ['直投', '直接投递'],
  'resident-station': ['驻村设点', '驻村'],
  'post-express': ['邮快合作', '邮快'],
  'shared-last-mile': ['快快合作', '共配', '共同配送'],
  'bus-carried': ['交快合作', '客货邮', '交邮合作'],
  'shop-agent': ['快商合作', '快商', '代办点', '商店代办'],
};
