import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CodeEdition } from '../frozen-reports/report-header';

/** Folders whose files decide what a unit is. */
const RULE_FOLDERS = ['edition-form', 'editions', 'judgement', 'indicators'];
const RULE_FILE = /^[a-z0-9-]+(\.\d{4})?\.(js|ts)$/;

let known: CodeEdition | undefined;

/**
 * Which program judges here: its version, its revision where it runs from a checkout, and a digest of
 * each file with rules, as it is run. Read once; the files of a running program do not change.
 */
export function codeEdition(): CodeEdition {
  return (known ??= readEdition(__dirname));
}

function readEdition(here: string): CodeEdition {
  const root = folderAbove(here, 'package-lock.json');
  const manifest = root === undefined ? undefined : textOf(join(root, 'package.json'));
  const { version } = JSON.parse(manifest ?? '{"version":"unknown"}') as { version: string };
  return {
    version,
    revision: root === undefined ? null : revisionIn(join(root, '.git')),
    rules: digests(join(here, '..')),
  };
}

function digests(source: string): Record<string, string> {
  const rules: Record<string, string> = {};
  for (const folder of RULE_FOLDERS.filter((name) => existsSync(join(source, name)))) {
    for (const file of readdirSync(join(source, folder)).sort()) {
      if (!RULE_FILE.test(file)) continue;
      const content = readFileSync(join(source, folder, file));
      const name = `${folder}/${file.replace(/\.(js|ts)$/, '')}`;
      rules[name] = createHash('sha256').update(content).digest('hex');
    }
  }
  return rules;
}

/** The commit that a checkout stands on; null where there is none to read. */
function revisionIn(gitFolder: string): string | null {
  const head = textOf(join(gitFolder, 'HEAD'))?.trim();
  if (head === undefined) return null;
  const reference = /^ref: (\S+)$/.exec(head)?.[1];
  if (reference === undefined) return head;
  const loose = textOf(join(gitFolder, reference))?.trim();
  if (loose !== undefined) return loose;
  const packed = textOf(join(gitFolder, 'packed-refs')) ?? '';
  const line = packed.split('\n').find((one) => one.endsWith(` ${reference}`));
  return line?.split(' ')[0] ?? null;
}

function folderAbove(folder: string, holds: string): string | undefined {
  if (existsSync(join(folder, holds))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : folderAbove(above, holds);
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined; // an installed program has no checkout: that is said, not an error
  }
}
