import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = import.meta.dirname;

function field(text, name, file) {
  const value = new RegExp(`^${name}: (.+)$`, 'm').exec(text)?.[1];
  if (value === undefined) throw new Error(`${file} does not say '${name}: …'`);
  return value.trim();
}

/**
 * The bugs in this folder: what each is, who must catch it, and as what it must be seen. A race loses
 * now this and now that, so there may be several (`I4, I6`), and one of them must be seen.
 */
export function plantedBugs() {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.patch'));
  return files.sort().map((file) => {
    const text = readFileSync(join(FOLDER, file), 'utf8');
    return {
      name: file.replace('.patch', ''),
      patch: join(FOLDER, file),
      title: field(text, 'Bug', file),
      catcher: field(text, 'Caught by', file),
      seenAs: field(text, 'Seen as', file).split(/, (?=I\d)/),
      files: [...text.matchAll(/^\+\+\+ b\/(.+)$/gm)].map(([, path]) => path),
    };
  });
}
