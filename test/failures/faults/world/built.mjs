import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The repository's own root; its `dist` serves the harness, whatever is under test. */
export const ROOT = new URL('../../../..', import.meta.url).pathname;
const require = createRequire(import.meta.url);

/** A module of the harness's own build: what judges must not be what is judged. */
export function built(path) {
  return require(join(ROOT, 'dist', path));
}

require(join(ROOT, 'node_modules/reflect-metadata'));
export const embedded = built('libs/embedded/src/index.js');
