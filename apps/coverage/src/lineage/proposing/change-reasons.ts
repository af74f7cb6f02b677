/**
 * How sure a reading is, in percent, and what each grade means: the code, the name and the lists
 * around agree (99); two of them do and nothing speaks against it (95); it is the likeliest reading,
 * but another is possible (75); others are as good (50).
 */
export const CONFIDENCES = { certain: 99, firm: 95, likely: 75, guess: 50 } as const;
export type Confidence = keyof typeof CONFIDENCES;

export type ReasonParameters = Readonly<Record<string, number>>;

/** Why a change is proposed: a stable code, and the words a reviewer reads; `{x}` is a parameter. */
const CHANGE_REASONS = {
  'stated-alike': {
    zh: '代码相同，名称只是写法不同',
    en: 'the same code, and a name that is only written otherwise',
  },
  'superior-recoded': {
    zh: '上级单位换了代码，本单位的序号和名称未变',
    en: 'its superior has another code; its number there and its name are the same',
  },
  'superior-recoded-renumbered': {
    zh: '上级单位换了代码，本单位名称未变，序号重排',
    en: 'its superior has another code; its name is the same, its number another',
  },
  'ending-changed': {
    zh: '代码相同，名称只有结尾不同',
    en: 'the same code, and a name of which only the ending differs',
  },
  'same-name-beside': {
    zh: '同一上级下名称相同，代码不同',
    en: 'the same name under the same superior has another code',
  },
  'same-stem-beside': {
    zh: '同一上级下名称只有结尾不同，代码不同',
    en: 'under the same superior a name of which only the ending differs has another code',
  },
  'name-mended': {
    zh: '序号相同，名称相近（更正、音译用字不同、加长或缩短）',
    en: 'the same number and a similar name: mended, transliterated otherwise, longer or shorter',
  },
  'code-kept': {
    zh: '序号相同，旧名称消失，新名称首次出现，周围的名单未重排',
    en: 'the same number; the old name is gone, the new one was nowhere, and the list around it kept its numbers',
  },
  'like-name-beside': {
    zh: '同一上级下名称相近，代码不同',
    en: 'a similar name under the same superior has another code',
  },
  'same-rows-below': {
    zh: '下辖单位有{many}个同名，占{share}%',
    en: '{many} units below have the same names, {share} % of them',
  },
  'rows-below-joined': {
    zh: '原单位消失，下辖单位并入另一单位',
    en: 'it is gone, and what was below it is below another',
  },
  'rows-below-divided': {
    zh: '原单位消失，下辖单位分属几个新单位',
    en: 'it is gone, and what was below it is below several new ones',
  },
  'same-name-moved': {
    zh: '名称在此消失，在另一上级下出现，且该名称少见',
    en: 'its name is gone here and new under another superior, and it is a rare one',
  },
  'moved-with-neighbours': {
    zh: '名称在此消失，在另一上级下出现，另有{neighbours}个相邻单位随同',
    en: 'its name is gone here and new under another superior, as are {neighbours} neighbours',
  },
  'name-divided': {
    zh: '原名称消失，同名加序号或方位的几个单位出现',
    en: 'its name is gone, and several with a number or a quarter added to it are new',
  },
  'names-joined': {
    zh: '几个名称消失，由它们合成的名称出现',
    en: 'several names are gone, and one made of them is new',
  },
  'same-name-appears': {
    zh: '名称消失，但同名单位在别处出现，名称常见，不能断定',
    en: 'its name is gone; a unit of that name is new elsewhere, but the name is common',
  },
  'same-name-vanishes': {
    zh: '名称首次出现，但同名单位在别处消失，名称常见，不能断定',
    en: 'its name is new; a unit of that name is gone elsewhere, but the name is common',
  },
  'some-rows-below': {
    zh: '下辖单位有{many}个与另一单位同名，不足以认定为同一单位',
    en: '{many} units below bear the same names as below another, too few to be the same unit',
  },
  'part-remains': {
    zh: '原处仍有名称含原名的一部分，其余在新单位',
    en: 'a part with a longer name remains in its place, the rest is in a new unit',
  },
  'code-taken': {
    zh: '代码为另一名称所用，不能断定是更名',
    en: 'another name has its code, which may be a rename or another unit',
  },
  'too-many-to-compare': {
    zh: '名单中消失和新出现的名称太多，未逐一比较，不能断定',
    en: 'too many names of the list are gone and new to compare each with each',
  },
  'name-of-parts': {
    zh: '同一上级下新名称可由几个消失的名称各取一字合成，可能是合并',
    en: 'a new name under the same superior is made of pieces of several that are gone, perhaps a merge',
  },
  'name-within-name': {
    zh: '同一上级下消失与新出现的名称相近，可能有承接关系',
    en: 'under the same superior a name that is gone and one that is new are somewhat alike',
  },
  'code-gone': {
    zh: '名称在后一版名录的同一上级及附近都不再出现',
    en: 'the later edition has no such name under its superior or near it',
  },
  'code-new': {
    zh: '名称在前一版名录的同一上级及附近都未出现过',
    en: 'the earlier edition has no such name under its superior or near it',
  },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
export type ReasonCode = keyof typeof CHANGE_REASONS;

/** The reason as a reviewer reads it. */
export function reasonWords(
  reason: ReasonCode,
  parameters: ReasonParameters,
): { zh: string; en: string } {
  const filled = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => String(parameters[name] ?? '?'));
  const { zh, en } = CHANGE_REASONS[reason];
  return { zh: filled(zh), en: filled(en) };
}
