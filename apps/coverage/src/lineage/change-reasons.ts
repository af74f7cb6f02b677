/** Why a change is proposed: a stable code, and the words a reviewer reads. */
export const CHANGE_REASONS = {
  'code-gone': {
    zh: '后一版名录中没有相同的代码、名称、类别和上级',
    en: 'the later edition states no such code, name, kind and superior',
  },
  'code-new': {
    zh: '前一版名录中没有相同的代码、名称、类别和上级',
    en: 'the earlier edition states no such code, name, kind and superior',
  },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
export type ReasonCode = keyof typeof CHANGE_REASONS;
