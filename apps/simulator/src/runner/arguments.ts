import { parseArgs } from 'node:util';
import { isDay } from '@youlu/vocabulary';
import { YEAR_END, YEAR_START } from '../load/people/outbound';
import { Period } from '../load/period';
import { REGION, type ScenarioOptions } from '../load/scenario';
import { SERVICES, type Service } from '../requests/request';

export interface RunOptions {
  readonly scenario: ScenarioOptions;
  readonly urls: Readonly<Record<Service, string>>;
  readonly stateDir: string;
  readonly outDir: string | undefined;
  readonly dataDir: string | undefined;
  readonly atOnce: number;
  /** Only writes the files; nothing is sent. */
  readonly isDryRun: boolean;
}

export type ParsedArguments =
  | { readonly kind: 'run'; readonly options: RunOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'refused'; readonly line: string };

const WEEKS_MAX = 17; // to the end of 2020
const SAMPLE_MAX = 100_000;
const AT_ONCE_MAX = 64;

export const USAGE = `node dist/apps/simulator/src/main.js [options]
  --base-url URL           all services behind one address; default http://127.0.0.1:8080
  --base-url SERVICE=URL   one service (orders, routing, tracking, coverage); may be repeated
  --scope CODE             65, a prefecture or group (4 digits) or a county (6); default 65
  --seed S                 default youlu
  --weeks N                weeks from 2020-08-31 on; default 4
  --sample 1:N             one of N outbound parcels; default 1:1, for 65 1:100
  --flows-only             only book and accept what is sent out, over the weeks or
  --from DAY --to DAY      these days of 2020; --to is the day after the last
  --state DIR              where the cursor is kept; default .youlu/simulator
  --out DIR                write requests.ndjson.gz and truth.csv there
  --concurrency N          requests under way at once; default 8
  --data DIR               registers, roads and products; default the project's data/
  --dry-run                write the files of --out and send nothing
  --help
`;

const OPTIONS = {
  'base-url': { type: 'string', multiple: true },
  'orders-url': { type: 'string' },
  'routing-url': { type: 'string' },
  'tracking-url': { type: 'string' },
  'coverage-url': { type: 'string' },
  scope: { type: 'string', default: REGION },
  seed: { type: 'string', default: 'youlu' },
  weeks: { type: 'string' },
  sample: { type: 'string' },
  state: { type: 'string', default: '.youlu/simulator' },
  out: { type: 'string' },
  concurrency: { type: 'string', default: '8' },
  data: { type: 'string' },
  'flows-only': { type: 'boolean', default: false },
  from: { type: 'string' },
  to: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** Reads the words of the command line; a mistake becomes one line that says what to write. */
export function parseArguments(words: string[]): ParsedArguments {
  try {
    const { values } = parseArgs({ args: words, options: OPTIONS, allowPositionals: false });
    if (values.help) return { kind: 'help' };
    const scope = matching('--scope', values.scope, /^65(\d{2}){0,2}$/, '65, 6530 or 653024');
    const isRegion = scope === REGION;
    const weeks = wholeNumber('--weeks', values.weeks ?? '4', WEEKS_MAX);
    const scenario = {
      scope,
      seed: matching('--seed', values.seed, /^[\w.-]{1,64}$/, "1 to 64 letters, digits, '.-_'"),
      weeks,
      sampleEvery: sampleOf(values.sample ?? (isRegion ? '1:100' : '1:1')),
      ...flowsOf({ ...values, weeks }),
    };
    const options: RunOptions = {
      scenario,
      urls: urlsOf(values['base-url'] ?? [], {
        orders: values['orders-url'],
        routing: values['routing-url'],
        tracking: values['tracking-url'],
        coverage: values['coverage-url'],
      }),
      stateDir: values.state,
      outDir: values.out,
      dataDir: values.data,
      atOnce: wholeNumber('--concurrency', values.concurrency, AT_ONCE_MAX),
      isDryRun: values['dry-run'],
    };
    return { kind: 'run', options };
  } catch (error) {
    const line = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return { kind: 'refused', line: `${line} (--help lists the options)` };
  }
}

function flowsOf(values: {
  'flows-only': boolean;
  from?: string;
  to?: string;
  weeks: number;
}): Pick<ScenarioOptions, 'flowsOnly'> {
  const { from, to } = values;
  const areDaysNamed = from !== undefined || to !== undefined;
  if (!values['flows-only']) {
    if (areDaysNamed) throw new Error('--from and --to need --flows-only; else use --weeks');
    return {};
  }
  const { firstDay, endDay } = Period.ofWeeks(values.weeks);
  if (!areDaysNamed) return { flowsOnly: { from: firstDay, to: endDay } };
  if (from === undefined || to === undefined) throw new Error('--from and --to go together');
  for (const day of [from, to]) {
    if (isDay(day) && day >= YEAR_START && day <= YEAR_END) continue;
    throw new Error(`--from and --to take days from ${YEAR_START} to ${YEAR_END}, not '${day}'`);
  }
  if (from >= to) throw new Error(`--from ${from} is not before --to ${to}`);
  return { flowsOnly: { from, to } };
}

function urlsOf(
  given: readonly string[],
  named: Readonly<Record<Service, string | undefined>>,
): Record<Service, string> {
  let all = 'http://127.0.0.1:8080';
  const single: Partial<Record<Service, string>> = {};
  for (const text of given) {
    const [, service, url] = /^(\w+)=(.+)$/.exec(text) ?? [];
    if (service === undefined || url === undefined) all = checkedUrl(text);
    else if (isService(service)) single[service] = checkedUrl(url);
    else throw new Error(`--base-url knows ${SERVICES.join(', ')}, not '${service}'`);
  }
  return Object.fromEntries(
    SERVICES.map((service) => {
      const own = named[service];
      return [service, own === undefined ? (single[service] ?? all) : checkedUrl(own)];
    }),
  ) as Record<Service, string>;
}

function isService(text: string): text is Service {
  return (SERVICES as readonly string[]).includes(text);
}

function checkedUrl(text: string): string {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text;
  throw new Error(`'${text}' is no http address; write http://127.0.0.1:8080`);
}

function matching(name: string, text: string, pattern: RegExp, what: string): string {
  if (pattern.test(text)) return text;
  throw new Error(`${name} takes ${what}, not '${text}'`);
}

function sampleOf(text: string): number {
  const every = matching('--sample', text, /^1:\d+$/, '1:N, for example 1:100').slice(2);
  return wholeNumber('--sample 1:N', every, SAMPLE_MAX);
}

function wholeNumber(name: string, text: string, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= most) return value;
  throw new Error(`${name} takes a whole number from 1 to ${most}, not '${text}'`);
}
