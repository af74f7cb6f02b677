import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { REPORT_LANGUAGES, type ReportLanguage } from '../report/report-language';
import { type ScenarioChoice, choiceOf } from './scenario/scenario-choice';

export interface LaunchOptions {
  /** Ends after the report instead of staying up. */
  once: boolean;
  /** Where the files of a run go; undefined writes none. */
  outDir: string | undefined;
  stateDir: string;
  /** Runs the scenario into an outside, empty database too. */
  scenario: boolean;
  /** Starts empty, for data of one's own: no scenario, whatever the engines. */
  noScenario: boolean;
  /** Each service as a process of its own. */
  separate: boolean;
  /** Of the report, in the terminal and as report.html. */
  lang: ReportLanguage;
  /** Only what was named on the command line; the rest is the state folder's or the default. */
  choice: Partial<ScenarioChoice>;
}

export const USAGE = `npm start -- [options]
  --once           end after the report (needs --out)
  --out DIR        write the files of the run (report.json, coverage.csv, …) into DIR
  --scope CODE     division to simulate: 65, a prefecture (4 digits) or a county (6); default 65
  --seed S         seed of the simulation; default youlu
  --weeks N        weeks from 2020-08-31 on; default 4
  --sample 1:N     simulate one of N outbound parcels; default 1:100 for 65, else 1:1
  --flows-only     only book and accept what is sent out: a year in a minute, with
  --from, --to     DAY of 2020; --to is the day after the last
  --lang LANG      language of the report: zh-CN or en; default zh-CN
  --state DIR      folder for databases and cursors; default .youlu
  --scenario       run the scenario also on DATABASE_URL (an empty database only)
  --no-scenario    start empty, for data of your own (npm run youlu -- --help)
  --separate       one process per service
  --help
Environment: PORT (8080), DATABASE_URL, KAFKA_BROKERS: use these instead of embedded engines.
`;

export type ParsedArguments =
  { kind: 'run'; options: LaunchOptions } | { kind: 'help' } | { kind: 'refused'; line: string };

/** Reads the words after `npm start --`; a mistake becomes one line that says what to write. */
export function parseArguments(words: string[]): ParsedArguments {
  try {
    const { values } = parseArgs({
      args: words,
      strict: true,
      allowPositionals: false,
      options: {
        once: { type: 'boolean' },
        out: { type: 'string' },
        scope: { type: 'string' },
        seed: { type: 'string' },
        weeks: { type: 'string' },
        sample: { type: 'string' },
        from: { type: 'string' },
        to: { type: 'string' },
        'flows-only': { type: 'boolean' },
        lang: { type: 'string' },
        state: { type: 'string' },
        scenario: { type: 'boolean' },
        'no-scenario': { type: 'boolean' },
        separate: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
    if (values.help) return { kind: 'help' };
    if (values.once && values.out === undefined) {
      return { kind: 'refused', line: '--once writes files: say where with --out DIR.' };
    }
    if (values.scenario && values['no-scenario']) {
      return { kind: 'refused', line: 'Give --scenario or --no-scenario, not both.' };
    }
    const choice = choiceOf(values);
    const options: LaunchOptions = {
      once: values.once ?? false,
      outDir: values.out === undefined ? undefined : resolve(values.out),
      stateDir: resolve(values.state ?? '.youlu'),
      scenario: values.scenario ?? false,
      noScenario: values['no-scenario'] ?? false,
      separate: values.separate ?? false,
      lang: langOf(values.lang),
      choice,
    };
    return { kind: 'run', options };
  } catch (error) {
    const line = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return { kind: 'refused', line: `${line} (npm start -- --help lists the options)` };
  }
}

function langOf(text: string = 'zh-CN'): ReportLanguage {
  const lang = REPORT_LANGUAGES.find((known) => known.toLowerCase() === text.toLowerCase());
  if (lang !== undefined) return lang;
  throw new Error(`--lang takes ${REPORT_LANGUAGES.join(' or ')}, not '${text}'`);
}
