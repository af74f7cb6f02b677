import type { ZhEn } from '@youlu/vocabulary';

const FULL_WIDTH = /[\uFF01-\uFF5E]/g;
const FULL_WIDTH_OFFSET = 0xfee0;
/** Blanks of all kinds, the ideographic one and those without width too. */
const BLANKS = /[\s\u3000\u200B-\u200D\u2060\uFEFF]+/g;

/** `９９１１０１` → `991101`: what a Chinese keyboard writes when it is set to full width. */
function halfWidth(text: string): string {
  return text.replace(FULL_WIDTH, (c) => String.fromCharCode(c.charCodeAt(0) - FULL_WIDTH_OFFSET));
}

/** For codes, numbers and days: half width, and no blank anywhere. */
export function plainCode(text: string): string {
  return halfWidth(text).replace(BLANKS, '');
}

/** For names: characters stay as they are; blanks around go, runs of them become one. */
export function plainName(text: string): string {
  return text.replace(BLANKS, ' ').trim();
}

/** For headings and words to choose from: half width, lower case, no blank, dash or remark in brackets. */
export function plainWord(text: string): string {
  return plainCode(text)
    .toLowerCase()
    .replace(/[([（【].*$/, '')
    .replace(/[-_*:：]/g, '');
}

/** What was done to a cell, in words; undefined where nothing was. Blanks at the ends go unmentioned. */
export function describeChange(before: string, after: string): ZhEn | undefined {
  const trimmed = before.trim();
  if (trimmed === after) return undefined;
  if (plainCode(before) !== after && plainName(before) !== after) return undefined; // another form
  const hadWide = /[\uFF01-\uFF5E]/.test(trimmed) && !/[\uFF01-\uFF5E]/.test(after);
  const hadBlanks = trimmed.replace(BLANKS, '') !== trimmed;
  if (!hadWide && !hadBlanks) return undefined;
  const zh = [...(hadWide ? ['全角字符'] : []), ...(hadBlanks ? ['空格'] : [])].join('和');
  const en = [...(hadWide ? ['full-width characters'] : []), ...(hadBlanks ? ['blanks'] : [])];
  const read = shortened(after);
  return `${zh}已作规整，按 "${read}" 读取。${en.join(' and ')} were made plain: read as "${read}"`;
}

const SHOWN_CHARACTERS_MAX = 40;

/** A value as it may be repeated in a message. */
export function shortened(text: string): string {
  const flat = text.replace(BLANKS, ' ');
  return flat.length <= SHOWN_CHARACTERS_MAX ? flat : `${flat.slice(0, SHOWN_CHARACTERS_MAX)}…`;
}
