import type { StatedChange } from '../change';

/**
 * Which of the parts of a merge or split is the same unit as the whole: the one that keeps the name,
 * or else the code. Evidence about the whole proves nothing about the other parts.
 *
 * @param nameOf names by code in the earlier and in the later edition
 */
export function heirOf(
  { kind, from, to }: StatedChange,
  nameOf: { earlier(code: string): string | undefined; later(code: string): string | undefined },
): string | null {
  if (kind !== 'merge' && kind !== 'split') return null;
  const [parts, [whole = '']] = kind === 'merge' ? [from, to] : [to, from];
  const [partName, wholeName] =
    kind === 'merge'
      ? [nameOf.earlier, nameOf.later(whole)]
      : [nameOf.later, nameOf.earlier(whole)];
  const namesakes = parts.filter((code) => partName(code) === wholeName);
  if (namesakes.length === 1) return namesakes[0] ?? null;
  return parts.includes(whole) ? whole : null;
}
