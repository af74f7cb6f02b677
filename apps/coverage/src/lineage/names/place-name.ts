import { simplified } from './traditional-characters';

/**
 * The name of a division, taken apart: how it is written does not matter (村委会, 村民委员会), what it
 * is called does. Pure text; which unit bears the name is judged elsewhere.
 */
export interface PlaceName {
  /** Full width, blanks and the like written one way. */
  readonly plain: string;
  /** Equal for two names that differ only in how their ending is written. */
  readonly spelling: string;
  /** What is left without any ending: equal for 高庙村 and 高庙社区, 富春乡 and 富春镇. */
  readonly stem: string;
}

export function placeName(name: string, level: number): PlaceName {
  const plain = plainText(name);
  switch (level) {
    case 5:
      return { plain, spelling: villageSpelling(plain), stem: villageStem(plain) };
    case 4:
      return { plain, spelling: plain, stem: townStem(plain) };
    case 3:
      return { plain, spelling: plain, stem: without(plain, COUNTY_ENDING) };
    case 2:
      return { plain, spelling: plain, stem: without(plain, PREFECTURE_ENDING) };
    default:
      return { plain, spelling: plain, stem: plain };
  }
}

/** Nothing but common characters, as nearly all names are. */
const PLAIN = /^[\u4E00-\u9FFF]+$/;

/** The text in one form: simplified characters, half-width signs, no blanks, one kind of dot. */
export function plainText(name: string): string {
  if (PLAIN.test(name)) return simplified(name);
  const plain = name.normalize('NFKC').replace(/[\s\u200B\uFEFF]+/g, '');
  return simplified(plain).replace(/[・•‧∙]/g, '·');
}

const VILLAGE = /(?:村民委员会|村民员委会|村民委会|村委员会|村委会|村)$/;
const COMMUNITY = /(?:居民委员会|居民委会|居委会|社区)$/;

/** 村, 村委会 and 村民委员会 are one ending; 社区, 居委会 and 社区居民委员会 another. */
function villageSpelling(plain: string): string {
  const village = withoutAll(plain, VILLAGE);
  if (village !== plain) return `${village}村`;
  const community = withoutAll(plain, COMMUNITY);
  return community === plain ? plain : `${community}社区`;
}

const VILLAGE_WRITINGS = ['村', '村委会', '村委员会', '村民委会', '村民委员会', '村民员委会'];
const COMMUNITY_WRITINGS = ['社区', '居委会', '居民委会', '居民委员会'];

/** How a plain name begins however its ending is written, and all the ways to write it. */
export function writingsOf(plain: string): { begin: string; writings: string[] } {
  const village = withoutAll(plain, VILLAGE);
  const community = withoutAll(plain, COMMUNITY);
  const [begin, endings] =
    village === plain ? [community, COMMUNITY_WRITINGS] : [village, VILLAGE_WRITINGS];
  if (begin === plain) return { begin, writings: [plain] };
  // 社区居委会 and 村村委会 are written too.
  const once = endings.map((ending) => `${begin}${ending}`);
  return { begin, writings: [...once, ...endings.map((ending) => `${once[0]}${ending}`)] };
}

const BRACKETED = /\([^()]*\)/g;
const VILLAGE_STEM_ENDING =
  /(?:村民委员会|村民委会|村委员会|村委会|牧民委员会|牧委会|居民委员会|居民委会|居委会|工作委员会|管理委员会|管委会|虚拟社区|虚拟生活区|社区|生活区|嘎查|村|连队(?=$))$/;

function villageStem(plain: string): string {
  const open = numbered(plain.replace(BRACKETED, '') || plain);
  const company = /^(.*连)(?:队|生活区|队生活区)?$/.exec(open);
  if (company?.[1]) return company[1];
  const stem = withoutAll(open, VILLAGE_STEM_ENDING);
  return stem.length > 2 ? without(stem, /队$/) : stem;
}

/** 第10 and 十 are one number: without 第, written in characters up to 99, sign by sign beyond. */
function numbered(text: string): string {
  return text
    .replace(/\d+/g, (digits) => {
      const [tens, units] = [Math.floor(Number(digits) / 10), Number(digits) % 10];
      if (digits.length > 2 || Number(digits) === 0) {
        return [...digits].map((digit) => DIGITS.charAt(Number(digit))).join('');
      }
      const ten = tens === 0 ? '' : `${tens === 1 ? '' : DIGITS.charAt(tens)}十`;
      return ten + (units === 0 ? '' : DIGITS.charAt(units));
    })
    .replace(/第(?=[一二三四五六七八九十])/g, '');
}
const DIGITS = '零一二三四五六七八九';

const PEOPLES =
  '汉|满|蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|' +
  '纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|' +
  '鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各|民';
const PEOPLE = `(?:${PEOPLES})`;
const COUNTY_ENDING = new RegExp(`(?:(?:${PEOPLE}族?)*自治[县旗]|[县市区旗])$`);
const PREFECTURE_ENDING = new RegExp(`(?:(?:${PEOPLE}族?)*自治州|地区|[市盟])$`);
const TOWN_ENDING = new RegExp(
  `(?:街道办事处|街道办|办事处|街道|社区服务中心|管理委员会|管委会|管理区|片区|社区|生活区|苏木|镇|` +
    `(?:${PEOPLE}族?)*族乡|乡)$`,
);
const CORPS = /^(?:新疆生产建设)?(?:兵团)?(?:第?农?[一二三四五六七八九十]+师)?(?:兵团)?(?=.)/;

function townStem(plain: string): string {
  const open = plain.replace(BRACKETED, '') || plain;
  return withoutAll(open.replace(CORPS, ''), TOWN_ENDING);
}

/** Without the ending, unless nothing would be left. */
function without(text: string, ending: RegExp): string {
  return text.replace(ending, '') || text;
}

function withoutAll(text: string, ending: RegExp): string {
  let rest = text;
  for (let i = 0; i < ENDINGS_MAX; i++) {
    const shorter = without(rest, ending);
    if (shorter === rest) break;
    rest = shorter;
  }
  return rest;
}
const ENDINGS_MAX = 4;
