import { dayOf } from '@youlu/vocabulary';
import type { Parameters } from '../edition-form/parameters';
import { type Finding, found } from '../edition-form/reason';
import { NOT_DECLARED, type UnitFacts } from '../edition-form/unit-facts';
import type { Test } from '../edition-form/indicator-edition';

/** Parcels changed hands on as many days as the question wants, by a mode that it wants. */
export function enoughDays(facts: UnitFacts, { daysNeeded, modes }: Parameters): Test {
  const { evidenceCount, evidenceDays, declaredFrom } = facts;
  // What a scan says of another mode is left out before; most say none, so it has to be declared as well.
  const needsDeclaration = modes !== null;
  return (unit) =>
    (evidenceCount[unit] ?? 0) > 0 &&
    (evidenceDays[unit] ?? 0) >= daysNeeded &&
    (!needsDeclaration || (declaredFrom[unit] ?? NOT_DECLARED) !== NOT_DECLARED);
}

/** `where` ends up in the sentence: 在村 / in the village. */
export function seenInWindow(
  facts: UnitFacts,
  unit: number,
  { windowDays, daysNeeded }: Parameters,
  where: { readonly zh: string; readonly en: string },
): Finding {
  const count = facts.evidenceCount[unit] ?? 0;
  const last = dayOf(facts.lastAt[unit] ?? 0);
  const days = facts.evidenceDays[unit] ?? 0;
  const often = daysNeeded > 1;
  return found(
    'evidence-in-window',
    () =>
      `近${windowDays}天内${where.zh}揽收或妥投${count}次` +
      `${often ? `，分布在${days}天（须不少于${daysNeeded}天）` : ''}，最近${last}`,
    () =>
      `${count} accepted or handed over ${where.en} within ${windowDays} days` +
      `${often ? ` on ${days} of them (${daysNeeded} are needed)` : ''}, the last on ${last}`,
  );
}

/** What evidence there is, for a unit that has too little of it: empty where there is none. */
export function tooFewDays(
  facts: UnitFacts,
  unit: number,
  { daysNeeded }: Parameters,
): { readonly zh: string; readonly en: string } | undefined {
  const count = facts.evidenceCount[unit] ?? 0;
  if (count === 0) return undefined;
  const days = facts.evidenceDays[unit] ?? 0;
  return {
    zh: `揽收或妥投${count}次，仅${days}天，不足${daysNeeded}天`,
    en: `${count} accepted or handed over on ${days} days only, fewer than the ${daysNeeded} that are needed`,
  };
}
