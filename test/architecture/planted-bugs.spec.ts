import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const FOLDER = 'test/failures/planted';

const patches = readdirSync(join(ROOT, FOLDER)).filter((name) => name.endsWith('.patch'));
const git = (...words: string[]): string =>
  execFileSync('git', words, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** They are run now and then; what was moved since must be noticed at once. */
describe('planted bugs', () => {
  it('are there', () => expect(patches.length).toBeGreaterThanOrEqual(12));

  it.each(patches)('%s can be planted, and its catcher is there', (name) => {
    expect(() => git('apply', '--check', '--unidiff-zero', join(FOLDER, name))).not.toThrow();
    const text = readFileSync(join(ROOT, FOLDER, name), 'utf8');
    const jest = /^Caught by: jest (?:unit|int) (.+)$/m.exec(text)?.[1];
    const faults = /^Caught by: faults .*--only (\S+)/m.exec(text)?.[1];
    const catcher = jest ?? `test/failures/faults/scenarios/${faults}`;
    const found = git('ls-files')
      .split('\n')
      .filter((file) => file.includes(catcher));
    expect(found).not.toEqual([]);
  });
});
