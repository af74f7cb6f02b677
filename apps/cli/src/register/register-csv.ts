import { stringify } from 'csv-stringify/sync';
import { parentPrefix } from '@youlu/vocabulary';
import type { ReadRow } from '../columns/row-kind';
import { levelOf } from './judge-register';
import type { Division } from './register-kind';

/** The file the register door takes; line n of it is row n - 2 of the sorted rows. */
export function registerCsv(sorted: readonly ReadRow<Division>[]): string {
  const records = sorted.map(({ row: { code, name, kind } }) => [
    code,
    name,
    levelOf(code),
    parentPrefix(code) ?? '',
    kind,
  ]);
  return stringify([['code', 'name', 'level', 'parent_code', 'kind'], ...records]);
}
