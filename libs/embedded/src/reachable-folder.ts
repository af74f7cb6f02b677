import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, existsSync, lstatSync, mkdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { EngineError, explainFolderError } from './engine.errors';

/** The user the database server runs as; empty means ourselves. */
export interface DatabaseUser {
  uid?: number;
  gid?: number;
}

/** PostgreSQL refuses to run as root: drop to `postgres`, else to `nobody`. */
export function databaseUser(): DatabaseUser {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string): number =>
    Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return { uid: 65534, gid: 65534 };
  }
}

/** Whether any user may enter the folder and all above it. */
export function worldTraversable(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o005) !== 0o005) return false;
    if (at === dirname(at)) return true;
  }
}

/**
 * A folder the database user can reach: the wanted one, or one under /var/tmp named after it (so
 * that the next start finds it again). The parent is made if missing; the folder itself is not.
 */
export function reachableFolder(
  wanted: string,
  user: DatabaseUser,
  say: (line: string) => void,
): string {
  const parent = dirname(wanted);
  try {
    mkdirSync(parent, { recursive: true });
  } catch (error) {
    throw explainFolderError(parent, error);
  }
  if (user.uid === undefined || worldTraversable(parent)) return wanted;
  const home = fallbackHome(wanted, user);
  const folder = join(home, basename(wanted));
  say(`PostgreSQL's user cannot enter ${parent}; its data is kept in ${folder}`);
  return folder;
}

/** /var/tmp is open to all, so a folder there counts only if it is a real one of ours. */
export function fallbackHome(wanted: string, user: DatabaseUser): string {
  const mark = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  const home = join('/var/tmp', `youlu-${mark}`);
  if (!existsSync(home)) {
    mkdirSync(home, { mode: 0o700 });
    if (user.uid !== undefined && user.gid !== undefined) chownSync(home, user.uid, user.gid);
    return home;
  }
  const found = lstatSync(home);
  if (!found.isDirectory() || (found.uid !== user.uid && found.uid !== process.getuid?.())) {
    throw new EngineError(`${home} belongs to another user. Remove it or use --state DIR.`);
  }
  return home;
}
