import { createHash } from 'node:crypto';
import { canonicalRow, type RegisterRow } from '../register/register-row';

/**
 * SHA-256 of what a register states, whatever the order and the writing of its file.
 *
 * @param regions the rows of each region by code, regions by code
 */
export function digestOf(regions: Iterable<readonly RegisterRow[]>): string {
  const hash = createHash('sha256');
  let isFirst = true;
  for (const rows of regions) {
    for (const row of rows) {
      hash.update(isFirst ? canonicalRow(row) : `\n${canonicalRow(row)}`);
      isFirst = false;
    }
  }
  return hash.digest('hex');
}
