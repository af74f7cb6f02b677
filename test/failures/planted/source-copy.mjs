import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ROOT = new URL('../../..', import.meta.url).pathname;
/** What the tests and the build read; `dist` is as the last build left it. */
const COPIED = [
  'apps',
  'libs',
  'dist',
  'test/reference',
  'test/jest-transform.cjs',
  'jest.config.cjs',
  'package.json',
  'tsconfig.json',
  '.swcrc',
];

/** The sources and their build in a folder of their own, so that a bug is never planted in the tree itself. */
export class SourceCopy {
  constructor(folder) {
    this.folder = folder;
  }

  static async make(name) {
    const folder = mkdtempSync(join(tmpdir(), `youlu-planted-${name}-`));
    chmodSync(folder, 0o755);
    for (const path of COPIED) cpSync(join(ROOT, path), join(folder, path), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    return new SourceCopy(folder);
  }

  /**
   * Patches have no context but the lines they replace, so that they survive changes around them.
   * Fails loudly when those lines have changed: then the patch has to be made anew.
   */
  apply({ name, patch }) {
    this.run('git', ['apply', '--unidiff-zero', patch], `${name} no longer applies`);
  }

  build(files) {
    const swc = join(ROOT, 'node_modules/.bin/swc');
    this.run(swc, [...files, '-d', 'dist', '--config-file', '.swcrc', '--quiet'], 'swc refuses');
  }

  run(command, args, complaint) {
    const ran = spawnSync(command, args, { cwd: this.folder, encoding: 'utf8' });
    if (ran.status === 0) return;
    throw new Error(`${complaint}: ${ran.error?.message ?? ran.stderr + ran.stdout}`);
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
