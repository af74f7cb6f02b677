import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and what lies above it, level by level, so that the first level that cannot be made
 * throws: under /proc, Node 20's own recursive mkdir never comes back.
 */
export function makeFolder(folder: string): void {
  const missing: string[] = [];
  let level = resolve(folder);
  while (!existsSync(level)) {
    missing.unshift(level);
    level = dirname(level);
  }
  for (const path of missing) makeOne(path);
}

function makeOne(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if (!existsSync(path)) throw error; // else another start was quicker
  }
}
