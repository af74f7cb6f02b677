import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Operators find every setting on one page: a variable that only its config file knows helps nobody. */
const ROOT = join(__dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

function configFiles(): string[] {
  return ['apps', 'libs'].flatMap((top) =>
    readdirSync(join(ROOT, top), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.config.ts') && !name.includes('node_modules'))
      .map((name) => join(top, name)),
  );
}

/** Names that a config file takes out of the environment: `env.NAME`, `env['NAME']`, `(env, 'NAME'`, `{ NAME }`. */
function namesIn(text: string): string[] {
  const found = text.matchAll(
    /env\.([A-Z][A-Z_]+)|env\['([A-Z_]+)'\]|env, '([A-Z_]+)'|\{ ([A-Z][A-Z_]+) \}/g,
  );
  return [...found].map((match) => match.slice(1).find((name) => name !== undefined) ?? '');
}

describe('the settings in docs/operations', () => {
  const page = read('docs/operations/README.md');
  const table = page.slice(page.indexOf('· Settings'), page.indexOf('· What a process takes'));
  const told = [...table.matchAll(/^\| `([A-Z_]+)`/gm)].map((match) => match[1]);

  it('are those that the services read', () => {
    const asked = new Set(configFiles().flatMap((file) => namesIn(read(file))));
    expect(new Set(told)).toEqual(asked);
  });
});
