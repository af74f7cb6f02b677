import { type Static, Type } from '@sinclair/typebox';
import {
  DayField,
  DivisionCodeField,
  InstantField,
  OneOfField,
  PageQuery,
  TextField,
} from '@youlu/http';
import { addDays, formatInstant } from '@youlu/vocabulary';
import type { Signal, SignalParcel, SignalsAsked } from './signals.query';
import { SIGNAL_NAMES, SIGNAL_RULES, type SignalName } from './signal-rules';

export class SignalsQuery extends PageQuery {
  @OneOfField(SIGNAL_NAMES)
  signal: SignalName;

  @DivisionCodeField({ description: 'A place; what lies within it is listed' })
  unit: string;

  @DayField({
    optional: true,
    description:
      'Date of the register as whose units places are read, under whichever code they were written; ' +
      'the one in force on the last day if left away',
  })
  registerDate?: string;

  @DayField()
  from: string;

  @DayField({ description: 'The last day' })
  to: string;

  @InstantField({
    optional: true,
    description: 'What had been recorded by then; all that is recorded if left away',
  })
  knownAt?: string;
}

export class SignalParcelsQuery extends SignalsQuery {
  @TextField({ max: 400, description: 'Which line, as its href has it' })
  key: string;
}

const WEEK_DAYS = 7;
const TextOrNull = Type.Union([Type.String(), Type.Null()]);

export const SignalItem = Type.Object({
  signal: Type.Unsafe<SignalName>({ type: 'string', enum: [...SIGNAL_NAMES] }),
  placeCode: Type.String({ description: 'A unit of the register of `registerDate`' }),
  registerDate: Type.String(),
  nodeId: TextOrNull,
  day: Type.String(),
  count: Type.Integer({ minimum: 0 }),
  min: Type.Integer({ minimum: 0, description: 'From how many on it is listed; or what is due' }),
  rule: Type.String(),
  hrefs: Type.Array(Type.String(), { description: 'The course of each of these parcels' }),
  trackingNumbers: Type.Array(Type.String(), { description: 'At most five of the parcels' }),
  href: Type.String({
    description: 'Path of all parcels behind the line; where it is about visits, of their days',
  }),
  simulated: Type.Boolean(),
  feeCents: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], {
    description: 'What the recipient was charged, in fen (CNY), where the list is about that',
  }),
});
export type SignalItem = Static<typeof SignalItem>;
export const SIGNAL_COLUMNS = [
  'signal',
  'placeCode',
  'registerDate',
  'nodeId',
  'day',
  'count',
  'min',
  'rule',
  'trackingNumbers',
  'simulated',
  'feeCents',
  'href',
] as const;

export const SignalParcelItem = Type.Object({
  trackingNumber: Type.String({ description: 'The number that the parcel is counted under' }),
  waybills: Type.Array(Type.String(), {
    description: 'All numbers of the parcel, the one it is counted under first',
  }),
  occurredAt: Type.String(),
  kind: Type.String(),
  placeCode: Type.String({ description: 'Where it was, as a unit of the register' }),
  nodeId: TextOrNull,
  destinationCode: TextOrNull,
  simulated: Type.Boolean(),
  href: Type.String({ description: 'Path of the parcel’s course, a door of tracking' }),
});
export type SignalParcelItem = Static<typeof SignalParcelItem>;

export function signalParcelItem({ occurredAt, ...rest }: SignalParcel): SignalParcelItem {
  return { ...rest, occurredAt: formatInstant(occurredAt), href: courseOf(rest.trackingNumber) };
}

function courseOf(trackingNumber: string): string {
  return `/v1/parcels/${encodeURIComponent(trackingNumber)}`;
}

export function signalItem(asked: SignalsAsked, found: Signal): SignalItem {
  const { signal, registerDate } = asked;
  const { key: _order, ...rest } = found;
  const { feeCents = null } = found;
  const hrefs = rest.trackingNumbers.map(courseOf);
  const { rule } = SIGNAL_RULES[signal];
  return { signal, registerDate, ...rest, hrefs, feeCents, rule, href: behind(asked, found) };
}

/** The same question about one line; of visits, the days of its week. */
function behind(asked: SignalsAsked, { key, placeCode, day }: Signal): string {
  const { signal, place: unit, registerDate, from, to, knownAt } = asked;
  const known: Record<string, string> =
    knownAt === undefined ? {} : { knownAt: formatInstant(knownAt) };
  if (signal === 'frequency-below-declared') {
    const week = { from: day, to: addDays(day, WEEK_DAYS - 1), registerDate, ...known };
    return `/v1/coverage/village-days/${placeCode}?${new URLSearchParams(week).toString()}`;
  }
  const line = { signal, unit, registerDate, from, to, ...known, key };
  return `/v1/coverage/signals/parcels?${new URLSearchParams(line).toString()}`;
}

/** As a line of CSV has it. */
export function signalLine(item: SignalItem): Omit<SignalItem, 'trackingNumbers' | 'hrefs'> & {
  trackingNumbers: string;
} {
  const { hrefs: _, ...line } = item;
  return { ...line, trackingNumbers: item.trackingNumbers.join(' ') };
}
