import { createHash } from 'node:crypto';

/**
 * The Idempotency-Key of a request: made of what is sent and of what its answer depends on, so an
 * import that was interrupted can be repeated, and one after the world has changed is judged anew.
 */
export function contentKey(path: string, body: object, dependsOn: string): string {
  const hash = createHash('sha256').update(path).update('\n').update(JSON.stringify(body));
  return `youlu-import-${hash.update('\n').update(dependsOn).digest('hex').slice(0, 40)}`;
}
