/** Characters that transliterations and typing take for each other; each row is one sound. */
const ALIKE = [
  '墩敦屯吞顿',
  '塘唐堂汤坦塔他',
  '克科可柯格哈合喀卡客',
  '图吐土突托',
  '吾乌武五务',
  '尔儿耳而',
  '力里勒利立列黎',
  '依伊衣一英',
  '拉喇腊',
  '买麦迈',
  '孜则子兹',
  '阿艾爱埃',
  '巴拜把八白',
  '苏素速索',
  '西希锡什夏',
  '米密木买',
  '其奇齐恰',
  '圆园元原源垣',
  '建碱坚涧健',
  '奥噢欧',
  '庄装妆',
  '洼凹瓦',
  '坡陂',
  '沟构',
  '岭领',
  '堡铺埔',
  '寨砦',
];
const SOUND = new Map(ALIKE.flatMap((row, i) => [...row].map((c) => [c, i] as const)));
const ALIKE_COST = 0.3;

/** How alike two names are, 0 to 1: edits needed, characters of one sound costing a third of one. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1;
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a];
  if (shorter.length === 0) return 0;
  if (shorter.length >= 2 && longer.includes(shorter))
    return 0.5 + shorter.length / longer.length / 2;
  return 1 - edits(shorter, longer) / longer.length;
}

const TELLING = /^[东西南北中上下前后左右大小新老内外一二三四五六七八九十甲乙]$/;

/** Whether two names differ only where neighbours are told apart: 北张庄 and 南张庄, 三社 and 四社. */
export function areToldApart(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const other = [...a].flatMap((c, i) => (c === b[i] ? [] : [[c, b[i] ?? ''] as const]));
  return other.length > 0 && other.every((pair) => pair.every((c) => TELLING.test(c)));
}

function edits(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (above[j - 1] ?? 0) + replacing(a[i - 1] ?? '', b[j - 1] ?? '');
      row.push(Math.min(swap, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    above = row;
  }
  return above[b.length] ?? 0;
}

function replacing(a: string, b: string): number {
  if (a === b) return 0;
  const sound = SOUND.get(a);
  return sound !== undefined && sound === SOUND.get(b) ? ALIKE_COST : 1;
}
