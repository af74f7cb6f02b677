import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves when `condition` holds; rejects when it does not within `boundMs`. */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  boundMs: number,
  what = 'the condition',
): Promise<void> {
  for (const end = Date.now() + boundMs; ; await sleep(20)) {
    if (await condition()) return;
    if (Date.now() > end) throw new Error(`Waited ${boundMs} ms in vain for ${what}`);
  }
}
