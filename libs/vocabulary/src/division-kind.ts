import type { UnitKind } from './words';

/**
 * The kind of a division as the blocks of its code and the ending of its name tell it, for lists that
 * give no more than codes and names. Source of the rules: data/README.md, "Kinds", taken from the
 * statistics bureau's own rules for its codes; the shipped lists of Xinjiang agree in every row.
 * Undefined where the block has no meaning.
 */
export function kindOfDivision(code: string, name: string): UnitKind | undefined {
  switch (code.length) {
    case 2:
      return kindOfProvince(name);
    case 4:
      return kindOfPrefecture(name);
    case 6:
      return kindOfCounty(code, name);
    case 9:
      return kindOfTownship(code, name);
    case 12:
      return kindOfVillage(code, name);
    default:
      return undefined;
  }
}

function kindOfProvince(name: string): UnitKind {
  if (name.endsWith('自治区')) return 'autonomous_region';
  return name.endsWith('市') ? 'municipality' : 'province';
}

/** 市辖区 and 县 of a municipality gather counties as 省直辖县级行政区划 does: groups, no prefectures. */
function kindOfPrefecture(name: string): UnitKind {
  if (name.endsWith('自治州')) return 'autonomous_prefecture';
  if (name.endsWith('地区') || name.endsWith('盟')) return 'prefecture';
  return name.endsWith('市') ? 'municipality' : 'province_administered';
}

/** Counties that Xinjiang administers itself: all are cities of the XPCC (兵团). */
const XPCC_CITIES = '6590';

/** Development zones that the list carries as counties are districts by their kind of office. */
function kindOfCounty(code: string, name: string): UnitKind {
  if (code.startsWith(XPCC_CITIES)) return 'xpcc_city';
  if (name.endsWith('自治县') || name.endsWith('自治旗')) return 'autonomous_county';
  if (name.endsWith('县') || name.endsWith('旗') || name.endsWith('林区')) return 'county';
  return name.endsWith('市') ? 'county_city' : 'district';
}

/** Nationalities whose township names say so without 族. */
const ETHNIC_TOWNSHIP = /(族|塔塔尔|乌孜别克)乡$/;
const DIRECTLY_HELD = '198';

function kindOfTownship(code: string, name: string): UnitKind | undefined {
  if (code.endsWith(DIRECTLY_HELD)) return 'pseudo';
  switch (code.charAt(6)) {
    case '0':
      return 'subdistrict';
    case '1':
      return 'town';
    case '2':
    case '3':
      return ETHNIC_TOWNSHIP.test(name) ? 'ethnic_township' : 'township';
    case '4':
      return 'similar_unit';
    case '5':
      return 'xpcc_unit';
    default:
      return undefined;
  }
}

const TEAM = /(连|队|生活区)$/;

function kindOfVillage(code: string, name: string): UnitKind | undefined {
  if (name.includes('虚拟')) return 'virtual';
  switch (code.charAt(9)) {
    case '0':
    case '1':
      return 'community';
    case '2':
    case '3':
      return TEAM.test(name) ? 'production_team' : 'admin_village';
    case '4':
      return code.endsWith('98') ? 'virtual' : 'similar_community';
    case '5':
      return code.endsWith('98') ? 'virtual' : 'similar_village';
    default:
      return undefined;
  }
}
