import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EngineError } from '@youlu/embedded';
import { SERVICES } from '../report/service-urls';

const DIST = resolve(__dirname, '../../../..');

/** A compiled program of this repository, e.g. `apps/simulator/src/main.js`. */
export function compiledFile(path: string): string {
  const file = join(DIST, path);
  if (existsSync(file)) return file;
  throw new EngineError(`${file} is missing. Build with: npm run build`);
}

/** The processes that serve: name, program and how many ports after the first each listens. */
export function servingPrograms(
  separate: boolean,
): { name: string; script: string; portOffset: number }[] {
  if (!separate) {
    const script = compiledFile('apps/standalone/src/main.js');
    return [{ name: 'application', script, portOffset: 0 }];
  }
  return SERVICES.map((name, i) => ({
    name,
    script: compiledFile(`apps/${name}/src/main.js`),
    portOffset: i + 1,
  }));
}
