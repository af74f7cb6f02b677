import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Day, isDay, isDivisionCode, type ZhEn } from '@youlu/vocabulary';
import {
  DEAD_LETTER_OPTIONS,
  DEAD_LETTER_USAGE,
  deadLettersOf,
  type DeadLettersCommand,
} from '../dead-letters/dead-letters-command';
import { SERVICES, type ServiceUrls } from '../doors/service-urls';
import { EXPORT_USAGE, type ExportCommand } from '../export/export-evidence.program';
import type { Edition } from '../register/import-register.program';
import { REBUILD_USAGE, type RebuildCommand, rebuildOf } from '../rebuild/rebuild.program';
import { LANGUAGES, type Language } from '../report/report-words';
import { type ImportKind, IMPORTS } from '../results/import-result';
import { type Encoding, ENCODINGS } from '../tables/text-encoding';
import { AUDIT_USAGE, type AuditCommand } from '../verify/audit.program';
import { VERIFY_USAGE, type VerifyCommand } from '../verify/verify.program';
import { EXIT, EXIT_MEANINGS } from './exit-codes';
import { OptionMistake } from './option-mistake';
import { meaningOf } from './usage';

interface Everywhere {
  readonly urls: ServiceUrls;
  /** Prints JSON instead of text. */
  readonly asJson: boolean;
}

export interface ImportCommand extends Everywhere {
  readonly kind: 'import';
  readonly what: ImportKind;
  readonly files: readonly string[];
  readonly encoding: Encoding | undefined;
  readonly isDryRun: boolean;
  /** Set for a register, and only then. */
  readonly edition: Edition | undefined;
}

export interface ReportCommand extends Everywhere {
  readonly kind: 'report';
  readonly scope: string;
  readonly asOf: Day;
  readonly outDir: string | undefined;
  readonly language: Language;
}

export type Command =
  | RebuildCommand
  | (Everywhere & DeadLettersCommand)
  | ImportCommand
  | ReportCommand
  | ExportCommand
  | (Everywhere & VerifyCommand)
  | (Everywhere & AuditCommand)
  | { readonly kind: 'help' }
  | { readonly kind: 'refused'; readonly line: string };

const BASE_URL = 'http://127.0.0.1:8080';

const MEANINGS: readonly (readonly [word: string, said: ZhEn])[] = [
  [
    'FILE',
    'CSV（UTF-8 或 GBK）或 XLSX，各列见 apps/cli/README.md。CSV (UTF-8 or GBK) or XLSX; apps/cli/README.md lists the columns',
  ],
  ['--dry-run', '只作检查，不写入。judge everything, write nothing'],
  [
    '--encoding E',
    `${ENCODINGS.join('、')}，默认由文件判断。${ENCODINGS.join(', ')}; default: told by the file`,
  ],
  ['--json', '供程序读取的结果。results for a program'],
  ['--base-url URL', `服务地址，默认 ${BASE_URL}。where Youlu answers; default ${BASE_URL}`],
  [
    '--orders-url URL …',
    `单个服务的地址：${SERVICES.join('、')}。the same for one service: ${SERVICES.join(', ')}`,
  ],
  ['--help', '本说明。this text'],
];
const EXITS = Object.keys(EXIT) as (keyof typeof EXIT)[];

export const USAGE = `npm run youlu -- import register FILE --date DAY [--name N] [--source S] [--licence L]
    [--confirm WORD] [--keep-good-rows]
npm run youlu -- import network|declarations|products FILE…
npm run youlu -- report --scope CODE --as-of DAY [--out DIR] [--lang en|zh-CN]
${EXPORT_USAGE}${VERIFY_USAGE}${AUDIT_USAGE}${DEAD_LETTER_USAGE}${REBUILD_USAGE}\
${MEANINGS.map(([word, said]) => meaningOf(word, said)).join('')}\
退出码 exit code:
${EXITS.map((name) => `  ${EXIT[name]}  ${EXIT_MEANINGS[name]}\n`).join('')}`;

/** Reads the words after `npm run youlu --`; a mistake becomes one line that says what to write. */
export function parseArguments(words: string[]): Command {
  try {
    const { values, positionals } = parseArgs({
      args: words,
      options: OPTIONS,
      allowPositionals: true,
    });
    if (values.help || words.length === 0) return { kind: 'help' };
    const everywhere = { urls: urlsOf(values), asJson: values.json ?? false };
    const [verb, ...rest] = positionals;
    if (verb === 'import') return { ...everywhere, ...importOf(rest, values) };
    if (verb === 'verify') return { ...everywhere, kind: 'verify', file: oneFile(rest) };
    if (verb === 'audit' && rest.length === 0) return { ...everywhere, kind: 'audit' };
    if (verb === 'report' && rest.length === 0) return { ...everywhere, ...reportOf(values) };
    if (verb === 'dead-letters') return { ...everywhere, ...deadLettersOf(rest, values) };
    if (verb === 'rebuild') return rebuildOf(rest, values['dry-run'] ?? false);
    if (verb === 'export-evidence' && rest.length === 1) {
      return { ...everywhere, kind: 'export-evidence', folder: resolve(rest[0] ?? '') };
    }
    throw new OptionMistake(
      `请写 "import"、"report"、"export-evidence DIR"、"verify FILE"、"audit"、"dead-letters" 或 "rebuild"，不是 "${positionals.join(' ')}"。Write "import", "report", "export-evidence DIR", "verify FILE", "audit", "dead-letters" or "rebuild", not "${positionals.join(' ')}"`,
    );
  } catch (error) {
    const said = error instanceof OptionMistake ? error.said : saidByNode(error);
    return { kind: 'refused', line: `${said} (npm run youlu -- --help).` };
  }
}

/** Node words its refusals in English alone; which of its few it is, its code and words tell. */
function saidByNode(error: unknown): ZhEn {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code?.startsWith('ERR_PARSE_ARGS_') !== true) throw error;
  const [, option = ''] = /'(-[^' ]*)/.exec(message) ?? [];
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    return `没有选项 ${option}。there is no option ${option}`;
  }
  if (message.includes('does not take')) {
    return `选项 ${option} 不带值。${option} takes no value`;
  }
  return `选项 ${option} 缺少值；以 - 开头的值请写作 ${option}=值。${option} takes a value; one that begins with "-" is written ${option}=VALUE`;
}

const TEXT = { type: 'string' } as const;
const FLAG = { type: 'boolean' } as const;
const OPTIONS = {
  ...DEAD_LETTER_OPTIONS,
  'dry-run': FLAG,
  encoding: TEXT,
  json: FLAG,
  date: TEXT,
  name: TEXT,
  source: TEXT,
  licence: TEXT,
  confirm: TEXT,
  'keep-good-rows': FLAG,
  scope: TEXT,
  'as-of': TEXT,
  out: TEXT,
  lang: TEXT,
  'base-url': TEXT,
  'orders-url': TEXT,
  'routing-url': TEXT,
  'tracking-url': TEXT,
  'coverage-url': TEXT,
  help: FLAG,
} as const;
type Values = {
  [O in keyof typeof OPTIONS]?: (typeof OPTIONS)[O] extends typeof FLAG ? boolean : string;
};

function oneFile([file, ...more]: readonly string[]): string {
  if (file === undefined || more.length > 0) {
    throw new OptionMistake('请指定一个文件：verify FILE。Name one file: verify FILE');
  }
  return resolve(file);
}

function urlsOf(values: Values): ServiceUrls {
  const base = urlOf('--base-url', values['base-url'] ?? BASE_URL);
  const urls = SERVICES.map((service) => {
    const own = values[`${service}-url`];
    return [service, own === undefined ? base : urlOf(`--${service}-url`, own)];
  });
  return Object.fromEntries(urls) as unknown as ServiceUrls;
}

function urlOf(option: string, text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text)) return text;
  throw new OptionMistake(
    `${option} 须为网址，例如 ${BASE_URL}，不是 "${text}"。${option} takes an address like ${BASE_URL}, not "${text}"`,
  );
}

function importOf(rest: readonly string[], values: Values): Omit<ImportCommand, keyof Everywhere> {
  const [word = '', ...files] = rest;
  const what = oneOf('import', word, IMPORTS);
  if (files.length === 0) {
    throw new OptionMistake(`请指定文件：import ${what} FILE。Name the file: import ${what} FILE`);
  }
  if (what === 'register' && files.length > 1) {
    throw new OptionMistake(
      '名录须为一个文件：整份导入，否则都不导入。A register is one file: it is loaded whole or not at all',
    );
  }
  const { date, name, source, licence, confirm, encoding } = values;
  const keepGoodRows = values['keep-good-rows'] ?? false;
  const isOfRegister = (date ?? name ?? source ?? licence ?? confirm) !== undefined || keepGoodRows;
  if (what !== 'register' && isOfRegister) {
    throw new OptionMistake(
      '--date、--name、--source、--licence、--confirm 和 --keep-good-rows 只用于 import register。--date, --name, --source, --licence, --confirm and --keep-good-rows belong to import register',
    );
  }
  return {
    kind: 'import',
    what,
    files,
    encoding: encoding === undefined ? undefined : oneOf('--encoding', encoding, ENCODINGS),
    isDryRun: values['dry-run'] ?? false,
    edition:
      what === 'register'
        ? { registerDate: dayOf('--date', date), name, source, licence, confirm, keepGoodRows }
        : undefined,
  };
}

function reportOf(values: Values): Omit<ReportCommand, keyof Everywhere> {
  const { scope = '', out, lang = 'zh-CN' } = values;
  if (!isDivisionCode(scope) || scope.length > 9) {
    throw new OptionMistake(
      `--scope 须为 2、4、6 或 9 位区划代码，不是 "${scope}"。--scope takes the 2, 4, 6 or 9 digits of a division, not "${scope}"`,
    );
  }
  return {
    kind: 'report',
    scope,
    asOf: dayOf('--as-of', values['as-of']),
    outDir: out === undefined ? undefined : resolve(out),
    language: oneOf('--lang', lang, LANGUAGES),
  };
}

function dayOf(option: string, text = ''): Day {
  if (isDay(text)) return text;
  throw new OptionMistake(
    `${option} 须为日期，例如 2026-06-30，不是 "${text}"。${option} takes a day like 2026-06-30, not "${text}"`,
  );
}

function oneOf<W extends string>(option: string, text: string, words: readonly W[]): W {
  const word = words.find((known) => known === text);
  if (word !== undefined) return word;
  throw new OptionMistake(
    `${option} 须为 ${words.join('、')} 之一，不是 "${text}"。${option} takes ${words.join(', ')}, not "${text}"`,
  );
}
