import { formatInstant } from '@youlu/vocabulary';
import type { OpenedQuestion } from './coverage-question';

/** The question, put again about another place, as the query of a path. */
function againAbout({ question }: OpenedQuestion, unit: string): string {
  const { indicator, asOf, denominator, registerDate, baseYear, edition, knownAt } = question;
  const { windowDays, windowWeeks, daysNeeded, modes } = question.parameters ?? {};
  const asked = { indicator, unit, asOf, denominator, registerDate, baseYear, edition };
  const known = knownAt === undefined ? undefined : formatInstant(knownAt);
  const rule = { windowDays, windowWeeks, daysNeeded, modes: modes?.join(',') };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...asked, ...rule, knownAt: known })) {
    if (value !== undefined) query.set(name, String(value));
  }
  return query.toString();
}

/** From a rate to the units behind it. */
export function unitsHref(opened: OpenedQuestion, code: string): string {
  return `/v1/coverage/units?${againAbout(opened, code)}`;
}

/** From a unit to its days; where evidence is not told by its place, to the evidence itself. */
export function daysHref(opened: OpenedQuestion, code: string): string {
  const { edition, question, parameters, tree } = opened;
  if (edition.evidence !== 'in-villages' && edition.evidence !== 'visits') {
    return `/v1/coverage/evidence?${againAbout(opened, code)}`;
  }
  const { from, to } = edition.windowOn(question.asOf, parameters);
  const query = new URLSearchParams({ from, to, registerDate: tree.registerDate });
  if (question.knownAt !== undefined) query.set('knownAt', formatInstant(question.knownAt));
  return `/v1/coverage/village-days/${code}?${query.toString()}`;
}
