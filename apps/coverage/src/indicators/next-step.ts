import { formatInstant } from '@youlu/vocabulary';
import type { OpenedQuestion } from './coverage-question';

/** What stands before and after the place in the query of a path. */
interface Around {
  readonly before: string;
  readonly after: string;
}

/** What is asked about where no place is named. */
const EVERYTHING = '';

/** A page puts one question again about hundreds of places. */
const known = new WeakMap<OpenedQuestion, Around>();

/** The question, put again about another place, as the query of a path. */
function againAbout(opened: OpenedQuestion, unit: string): string {
  let around = known.get(opened);
  if (!around) known.set(opened, (around = aroundPlace(opened)));
  const about = unit === EVERYTHING ? '' : `unit=${encodeURIComponent(unit)}&`;
  return `${around.before}${about}${around.after}`;
}

function aroundPlace({ question }: OpenedQuestion): Around {
  const { indicator, asOf, denominator, registerDate, baseYear, edition, knownAt } = question;
  const { windowDays, windowWeeks, daysNeeded, modes } = question.parameters ?? {};
  const asked = { asOf, denominator, registerDate, baseYear, edition };
  const rule = { windowDays, windowWeeks, daysNeeded, modes: modes?.join(',') };
  const time = { knownAt: knownAt === undefined ? undefined : formatInstant(knownAt) };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...asked, ...rule, ...time })) {
    if (value !== undefined) query.set(name, String(value));
  }
  return { before: `indicator=${indicator}&`, after: query.toString() };
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
  if (parameters.modes !== null) query.set('modes', parameters.modes.join(','));
  if (question.knownAt !== undefined) query.set('knownAt', formatInstant(question.knownAt));
  return `/v1/coverage/village-days/${code}?${query.toString()}`;
}
