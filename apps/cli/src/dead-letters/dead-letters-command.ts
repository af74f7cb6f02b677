/** The options of `dead-letters`, beside those every command takes. */
export const DEAD_LETTER_OPTIONS = {
  service: { type: 'string' },
  consumer: { type: 'string' },
  topic: { type: 'string' },
  code: { type: 'string' },
  state: { type: 'string' },
  limit: { type: 'string' },
  partition: { type: 'string' },
  'from-offset': { type: 'string' },
  'to-offset': { type: 'string' },
  'parked-from': { type: 'string' },
  'parked-before': { type: 'string' },
  by: { type: 'string' },
  why: { type: 'string' },
} as const;
export type DeadLetterValues = { [O in keyof typeof DEAD_LETTER_OPTIONS]?: string | undefined };

const VERBS = ['list', 'counts', 'show', 'replay', 'discard'] as const;
type Option = keyof typeof DEAD_LETTER_OPTIONS;

const WHICH = ['service', 'consumer', 'topic', 'code'] as const;
const RANGE = ['partition', 'from-offset', 'to-offset', 'parked-from', 'parked-before'] as const;
/** One that a verb would pass over makes it act on other letters than were meant. */
const TAKES: Readonly<Record<(typeof VERBS)[number], readonly Option[]>> = {
  list: [...WHICH, ...RANGE, 'state', 'limit'],
  counts: WHICH,
  show: ['service'],
  replay: [...WHICH, ...RANGE],
  discard: [...WHICH, ...RANGE, 'by', 'why'],
};

export interface DeadLettersCommand {
  readonly kind: 'dead-letters';
  readonly verb: (typeof VERBS)[number];
  /** Of one service only; otherwise of all that answer. */
  readonly service: string | undefined;
  /** Fields of the query or the body, as the API has them. */
  readonly selection: Readonly<Record<string, string | number | readonly string[]>>;
  /** Letters a list shows at most. */
  readonly limit: number;
}

export const DEAD_LETTER_USAGE = `npm run youlu -- dead-letters list|counts [--service S] [--consumer C] [--topic T] [--code WHY]
npm run youlu -- dead-letters show ID
npm run youlu -- dead-letters replay ID… | --consumer C | --topic T | --code WHY  [and a range:
    --partition N --from-offset A --to-offset B, --parked-from INSTANT --parked-before INSTANT]
npm run youlu -- dead-letters discard (the same) --by WHO --why WORDS
`;

/** @throws Error saying what to write */
export function deadLettersOf(
  [verb = '', ...ids]: readonly string[],
  values: DeadLetterValues,
): DeadLettersCommand {
  const known = VERBS.find((word) => word === verb);
  if (known === undefined) throw new Error(`dead-letters takes ${VERBS.join(', ')}, not "${verb}"`);
  const [stray] = OPTIONS.filter((o) => values[o] !== undefined && !TAKES[known].includes(o));
  if (stray) throw new Error(`dead-letters ${known} takes no --${stray}; ${takes(known)}`);
  const isForOne = known === 'show';
  if (isForOne && ids.length !== 1) throw new Error('Name one letter: dead-letters show ID');
  if ((known === 'list' || known === 'counts') && ids.length > 0) {
    throw new Error(`dead-letters ${known} takes options, no ids; one letter is: show ID`);
  }
  const selection = selectionOf(ids, values);
  if (known === 'replay' || known === 'discard') mustSelect(known, selection);
  if (known === 'discard' && (values.by === undefined || values.why === undefined)) {
    throw new Error('Say who sets the letters aside and why: --by WHO --why WORDS');
  }
  const limit = wholeNumber('--limit', values.limit ?? '100');
  if (limit === 0) throw new Error('--limit takes 1 or more');
  return { kind: 'dead-letters', verb: known, service: values.service, selection, limit };
}

const OPTIONS = Object.keys(DEAD_LETTER_OPTIONS) as Option[];

function takes(verb: (typeof VERBS)[number]): string {
  return `it takes ${TAKES[verb].map((option) => `--${option}`).join(', ')}`;
}

function mustSelect(verb: string, selection: DeadLettersCommand['selection']): void {
  const named = ['ids', 'consumer', 'topic', 'code'].some((field) => field in selection);
  if (!named) throw new Error(`Say which letters to ${verb}: ids, --consumer, --topic or --code`);
}

function selectionOf(
  ids: readonly string[],
  values: DeadLetterValues,
): DeadLettersCommand['selection'] {
  const { consumer, topic, code, state, by, why } = values;
  const number = (option: keyof DeadLetterValues): number | undefined =>
    values[option] === undefined ? undefined : wholeNumber(`--${option}`, values[option]);
  const all = {
    ids: ids.length > 0 ? ids : undefined,
    ...{ consumer, topic, code, state, by, why },
    partition: number('partition'),
    fromOffset: number('from-offset'),
    toOffset: number('to-offset'),
    parkedFrom: values['parked-from'],
    parkedBefore: values['parked-before'],
  };
  const said = Object.entries(all).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said) as DeadLettersCommand['selection'];
}

function wholeNumber(option: string, text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new Error(`${option} takes a whole number, not "${text}"`);
}
