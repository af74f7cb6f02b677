// Runs the boundary rules over a planted folder laid out like the project; prints violations as JSON.
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';

const require = createRequire(import.meta.url);
const { forbidden, options } = require('../../.dependency-cruiser.cjs');
const folder = process.argv[2];
const roots = ['apps', 'libs'].filter((r) => existsSync(join(folder, r)));
const { tsConfig: _, exclude: __, ...rest } = options;
const result = await cruise(roots, {
  ...rest,
  ruleSet: { forbidden },
  validate: true,
  baseDir: folder,
});
process.stdout.write(JSON.stringify(result.output.summary.violations));
