import { type Static, Type } from '@sinclair/typebox';
import { DayField, DivisionCodeField, InstantField, OneOfField, PageQuery } from '@youlu/http';
import type { Signal, SignalsAsked } from './signals.query';
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
] as const;

export function signalItem({ signal, registerDate }: SignalsAsked, found: Signal): SignalItem {
  const { key: _order, ...rest } = found;
  const { feeCents = null } = found;
  const hrefs = rest.trackingNumbers.map((number) => `/v1/parcels/${encodeURIComponent(number)}`);
  return { signal, registerDate, ...rest, hrefs, feeCents, rule: SIGNAL_RULES[signal].rule };
}

/** As a line of CSV has it. */
export function signalLine(item: SignalItem): Omit<SignalItem, 'trackingNumbers' | 'hrefs'> & {
  trackingNumbers: string;
} {
  const { hrefs: _, ...line } = item;
  return { ...line, trackingNumbers: item.trackingNumbers.join(' ') };
}
