import type { ChangeKind, StatedChange } from '../lineage/change';
import type { Language } from '../edition-form/language';

const SHOWN_MAX = 3;

const KINDS: Readonly<Record<ChangeKind, { readonly zh: string; readonly en: string }>> = {
  create: { zh: '新设', en: 'created' },
  abolish: { zh: '撤销', en: 'abolished' },
  rename: { zh: '更名', en: 'renamed' },
  recode: { zh: '改码', en: 'recoded' },
  merge: { zh: '合并', en: 'merged' },
  split: { zh: '拆分', en: 'split' },
  transfer: { zh: '划转', en: 'transferred' },
};

/** By which changes a unit came by its facts, as the end of a sentence; empty where by none. */
export function originWords(
  changes: readonly (StatedChange & { readonly effectiveOn: string })[],
  language: Language,
): string {
  if (changes.length === 0) return '';
  const shown = changes.slice(0, SHOWN_MAX).map((change) => oneChange(change, language));
  const more = changes.length - shown.length;
  if (language === 'en') {
    return `; inherited: ${shown.join('; ')}${more > 0 ? `; and ${more} more changes` : ''}`;
  }
  return `；沿袭：${shown.join('；')}${more > 0 ? `；另有${more}项变更` : ''}`;
}

function oneChange(
  { kind, from, to, effectiveOn }: StatedChange & { readonly effectiveOn: string },
  language: Language,
): string {
  const [before, after] = [from.join('+'), to.join('+')];
  const codes = before === after ? before : `${before}→${after}`;
  return language === 'en'
    ? `${KINDS[kind].en} ${codes.replace('→', ' to ')} by ${effectiveOn}`
    : `${codes}于${effectiveOn}前${KINDS[kind].zh}`;
}
