import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CodeEdition } from '../frozen-reports/report-header';

/**
 * Folders whose files decide what a unit is: which units there are, which facts are kept of what was
 * told, how they are read, and the rules. All files of them count, those that ask the database too.
 */
const DECIDING_FOLDERS = [
  'base-register',
  'challenge-rules',
  'changes',
  'declarations',
  'edition-form',
  'editions',
  'evidence',
  'facts-about-units',
  'frozen-reports',
  'indicators',
  'judgement',
  'lineage',
  'own-lists',
  'parcel-links',
  'region-reads',
  'register',
  'register-import',
  'reports',
  'rulings',
  'units',
  'village-days',
] as const;
/** Days, codes and words that all of them count with. */
const VOCABULARY = '../../../libs/vocabulary/src';
const PROGRAM_FILE = /(?<!spec|\.d)\.(js|ts)$/;

let known: CodeEdition | undefined;

/**
 * Which program judges here: its version, its revision where it runs from a checkout, and a digest of
 * each folder that decides a unit, as it is run. Read once; the files of a running program do not change.
 */
export function codeEdition(): CodeEdition {
  return (known ??= editionIn(__dirname));
}

/** The same of the program that a folder is one of the folders of. */
export function editionIn(here: string): CodeEdition {
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
  const folders = DECIDING_FOLDERS.map((name) => [name, join(source, name)] as const);
  const all = [...folders, ['vocabulary', join(source, VOCABULARY)] as const];
  return Object.fromEntries(all.map(([name, folder]) => [name, digestOf(folder)]));
}

/** Over the names and contents of all program files below; a folder that is missing is an error. */
function digestOf(folder: string): string {
  const hash = createHash('sha256');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const name of names.filter((one) => PROGRAM_FILE.test(one)).sort()) {
    const content = createHash('sha256').update(readFileSync(join(folder, name)));
    const stem = name.replaceAll('\\', '/').replace(/\.(js|ts)$/, '');
    hash.update(`${stem} ${content.digest('hex')}\n`);
  }
  return hash.digest('hex');
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
