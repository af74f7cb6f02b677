import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { processOptions } from './process-options';

const ROOT = join(__dirname, '../../../../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

describe('how node is told to run a service', () => {
  it.each(['orders', 'routing', 'tracking', 'coverage'])('is the same in start:%s', (name) => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const start = `node ${processOptions(name).join(' ')} dist/apps/${name}/src/main.js`;
    expect(scripts[`start:${name}`]).toMatch(new RegExp(`&& ${start}$`));
  });

  it('is in the image what any service has', () => {
    const options = /NODE_OPTIONS=(\S+)/.exec(read('deploy/images/Dockerfile'))?.[1];
    expect(options).toBe(processOptions('tracking').join(' '));
  });
});
