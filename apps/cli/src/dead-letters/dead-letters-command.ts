import { OptionMistake } from '../command/option-mistake';
import { usageOf } from '../command/usage';

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
type Verb = (typeof VERBS)[number];
type Option = keyof typeof DEAD_LETTER_OPTIONS;
/** These change what becomes of letters, so they are told which. */
const ACTS = { replay: '重放', discard: '搁置' } as const;

const WHICH = ['service', 'consumer', 'topic', 'code'] as const;
const RANGE = ['partition', 'from-offset', 'to-offset', 'parked-from', 'parked-before'] as const;
/** One that a verb would pass over makes it act on other letters than were meant. */
const TAKES: Readonly<Record<Verb, readonly Option[]>> = {
  list: [...WHICH, ...RANGE, 'state', 'limit'],
  counts: WHICH,
  show: ['service'],
  replay: [...WHICH, ...RANGE],
  discard: [...WHICH, ...RANGE, 'by', 'why'],
};

export interface DeadLettersCommand {
  readonly kind: 'dead-letters';
  readonly verb: Verb;
  /** Of one service only; otherwise of all that answer. */
  readonly service: string | undefined;
  /** Fields of the query or the body, as the API has them. */
  readonly selection: Readonly<Record<string, string | number | readonly string[]>>;
  /** Letters a list shows at most. */
  readonly limit: number;
}

export const DEAD_LETTER_USAGE = [
  usageOf(
    'dead-letters list|counts [--service S] [--consumer C] [--topic T] [--code WHY]',
    '列出、统计无法处理的消息（死信）。what could not be applied: one by one, or how many',
  ),
  usageOf('dead-letters show ID', '一条死信的内容和原因。one letter, with its bytes and why'),
  usageOf(
    'dead-letters replay ID… | --consumer C | --topic T | --code WHY\n    [--partition N] [--from-offset A] [--to-offset B]\n    [--parked-from INSTANT] [--parked-before INSTANT]',
    '重放：再处理一次，方括号内为范围。tries them again; what stands in brackets is a range',
  ),
  usageOf(
    'dead-letters discard … --by WHO --why WORDS',
    '搁置而不删除；… 的写法同 replay。sets them aside and keeps them; … as for replay',
  ),
].join('');

/** @throws OptionMistake */
export function deadLettersOf(
  [verb = '', ...ids]: readonly string[],
  values: DeadLetterValues,
): DeadLettersCommand {
  const known = VERBS.find((word) => word === verb);
  if (known === undefined) {
    throw new OptionMistake(
      `dead-letters 须带 ${VERBS.join('、')} 之一，不是 "${verb}"。dead-letters takes ${VERBS.join(', ')}, not "${verb}"`,
    );
  }
  const [stray] = OPTIONS.filter((o) => values[o] !== undefined && !TAKES[known].includes(o));
  if (stray) {
    throw new OptionMistake(
      `dead-letters ${known} 没有选项 --${stray}，可用 ${takes(known, '、')}。dead-letters ${known} takes no --${stray}; it takes ${takes(known, ', ')}`,
    );
  }
  mustName(known, ids);
  const selection = selectionOf(ids, values);
  if (known === 'replay' || known === 'discard') mustSelect(known, selection);
  if (known === 'discard' && (values.by === undefined || values.why === undefined)) {
    throw new OptionMistake(
      '请说明由谁搁置、为何搁置：--by WHO --why WORDS。Say who sets the letters aside and why: --by WHO --why WORDS',
    );
  }
  const limit = wholeNumber('--limit', values.limit ?? '100');
  if (limit === 0) throw new OptionMistake('--limit 须为 1 或更大。--limit takes 1 or more');
  return { kind: 'dead-letters', verb: known, service: values.service, selection, limit };
}

const OPTIONS = Object.keys(DEAD_LETTER_OPTIONS) as Option[];

function takes(verb: Verb, comma: string): string {
  return TAKES[verb].map((option) => `--${option}`).join(comma);
}

function mustName(verb: Verb, ids: readonly string[]): void {
  if (verb === 'show' && ids.length !== 1) {
    throw new OptionMistake(
      '请指定一条死信：dead-letters show ID。Name one letter: dead-letters show ID',
    );
  }
  if ((verb === 'list' || verb === 'counts') && ids.length > 0) {
    throw new OptionMistake(
      `dead-letters ${verb} 只带选项，不带编号；看一条请写 show ID。dead-letters ${verb} takes options, no ids; one letter is: show ID`,
    );
  }
}

function mustSelect(verb: keyof typeof ACTS, selection: DeadLettersCommand['selection']): void {
  if (['ids', 'consumer', 'topic', 'code'].some((field) => field in selection)) return;
  throw new OptionMistake(
    `请指明要${ACTS[verb]}的死信：编号、--consumer、--topic 或 --code。Say which letters to ${verb}: ids, --consumer, --topic or --code`,
  );
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
  throw new OptionMistake(
    `${option} 须为整数，不是 "${text}"。${option} takes a whole number, not "${text}"`,
  );
}
