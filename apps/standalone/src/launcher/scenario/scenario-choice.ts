import { type Day, addDays, isDay } from '@youlu/vocabulary';

/** What makes two runs the same run: a state folder belongs to exactly one of these. */
export interface ScenarioChoice {
  scope: string;
  seed: string;
  weeks: number;
  /** Of so many outbound parcels one is simulated. */
  sampleEvery: number;
  /** Only bookings and acceptances of goods that leave; nothing else happens. */
  flowsOnly?: boolean;
  /** With `flowsOnly`: the first day, and the day after the last; else the weeks say it. */
  from?: Day;
  to?: Day;
}

/** ISO week 36 of 2020, where weeks are counted from. */
const FIRST_DAY: Day = '2020-08-31';
const YEAR = { from: '2020-01-01', to: '2021-01-01' };
const WEEKS_MAX = 17; // to the end of 2020
const SAMPLE_MAX = 100_000;
const REGION = '65';
const REGION_SAMPLE = 100;

/** The region with one outbound parcel of a hundred; anything smaller with all of them. */
export function defaultChoice(scope: string = REGION): ScenarioChoice {
  return { scope, seed: 'youlu', weeks: 4, sampleEvery: scope === REGION ? REGION_SAMPLE : 1 };
}

/** The days a choice simulates; the last one is excluded. */
export function spanOf({ weeks, from, to }: Pick<ScenarioChoice, 'weeks' | 'from' | 'to'>): {
  from: Day;
  to: Day;
} {
  if (from !== undefined && to !== undefined) return { from, to };
  return { from: FIRST_DAY, to: addDays(FIRST_DAY, weeks * 7) };
}

export interface ChoiceWords {
  scope?: string;
  seed?: string;
  weeks?: string;
  sample?: string;
  from?: string;
  to?: string;
  'flows-only'?: boolean;
}

/**
 * What the words name, and nothing else.
 * @throws Error with one line that says what to write
 */
export function choiceOf(words: ChoiceWords): Partial<ScenarioChoice> {
  const choice: Partial<ScenarioChoice> = {};
  if (words.scope !== undefined) choice.scope = scopeOf(words.scope);
  if (words.seed !== undefined) choice.seed = seedOf(words.seed);
  if (words.weeks !== undefined) choice.weeks = wholeNumber('--weeks', words.weeks, WEEKS_MAX);
  if (words.sample !== undefined) choice.sampleEvery = sampleOf(words.sample);
  if (words['flows-only']) choice.flowsOnly = true;
  return { ...choice, ...daysOf(words) };
}

function daysOf({ from, to, weeks, 'flows-only': flowsOnly }: ChoiceWords): {
  from?: Day;
  to?: Day;
} {
  if (from === undefined && to === undefined) return {};
  if (from === undefined || to === undefined) throw new Error('--from and --to go together');
  if (!flowsOnly) throw new Error('--from and --to need --flows-only; else use --weeks');
  if (weeks !== undefined) throw new Error('Name --weeks, or --from and --to, not both');
  for (const day of [from, to]) {
    if (isDay(day) && day >= YEAR.from && day <= YEAR.to) continue;
    throw new Error(`--from and --to take days from ${YEAR.from} to ${YEAR.to}, not '${day}'`);
  }
  if (from >= to)
    throw new Error(`--from ${from} is not before --to ${to}, the day after the last`);
  return { from, to };
}

function scopeOf(text: string): string {
  if (/^65(\d{2}){0,2}$/.test(text)) return text;
  throw new Error(
    `--scope takes 65, a prefecture like 6530 or a county like 653024, not '${text}'`,
  );
}

function seedOf(text: string): string {
  if (/^[\w.-]{1,64}$/.test(text)) return text;
  throw new Error(`--seed takes 1 to 64 letters, digits, '.', '-' or '_', not '${text}'`);
}

function sampleOf(text: string): number {
  const every = /^1:(\d+)$/.exec(text)?.[1];
  if (every === undefined) throw new Error(`--sample takes 1:N, for example 1:100, not '${text}'`);
  return wholeNumber('--sample 1:N', every, SAMPLE_MAX);
}

function wholeNumber(name: string, text: string, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= most) return value;
  throw new Error(`${name} takes a whole number from 1 to ${most}, not '${text}'`);
}
