import fc from 'fast-check';
import type { RegisterRow } from '../../apps/coverage/src/register/register-row';

/** Something that happens to the row at a place of the list, and to what is below it. */
export interface Mutation {
  readonly what: 'drop' | 'rename' | 'renumber' | 'swap-names' | 'move' | 'copy-name' | 'double';
  readonly at: number;
  readonly to: number;
}

export const mutations: fc.Arbitrary<Mutation[]> = fc.array(
  fc.record({
    what: fc.constantFrom<Mutation['what'][]>(
      'drop',
      'rename',
      'renumber',
      'swap-names',
      'move',
      'copy-name',
      'double',
    ),
    at: fc.nat(10_000),
    to: fc.nat(10_000),
  }),
  { maxLength: 25 },
);

/** The rows after all of it; still a register: each code once, each below its superior. */
export function mutated(base: readonly RegisterRow[], some: readonly Mutation[]): RegisterRow[] {
  let rows = [...base];
  for (const mutation of some) rows = once(rows, mutation);
  return rows;
}

function once(rows: RegisterRow[], { what, at, to }: Mutation): RegisterRow[] {
  const row = rows[at % rows.length];
  const other = rows[to % rows.length];
  if (!row || !other || row.level === 1) return rows;
  switch (what) {
    case 'drop':
      return rows.filter(({ code }) => !code.startsWith(row.code));
    case 'rename':
      return named(rows, row, `${row.name.slice(0, 1)}新${to % 7}${row.name.slice(1)}`);
    case 'copy-name':
      return named(rows, row, other.name);
    case 'swap-names':
      return other.level === row.level
        ? named(named(rows, row, other.name), other, row.name)
        : rows;
    case 'renumber':
      return recoded(rows, row, row.parentCode ?? '', to);
    case 'move':
      return other.level === row.level ? recoded(rows, row, other.parentCode ?? '', to) : rows;
    case 'double':
      return doubled(rows, row, to);
  }
}

const named = (rows: RegisterRow[], row: RegisterRow, name: string): RegisterRow[] =>
  rows.map((one) => (one.code === row.code ? { ...one, name } : one));

function recoded(
  rows: RegisterRow[],
  row: RegisterRow,
  superior: string,
  number: number,
): RegisterRow[] {
  const code = freeCode(rows, row, superior, number);
  if (!code) return rows;
  const moved = (old: string): string => code + old.slice(row.code.length);
  return rows.map((one) => {
    if (one.code === row.code) return { ...one, code, parentCode: superior };
    if (!one.code.startsWith(row.code)) return one;
    return { ...one, code: moved(one.code), parentCode: moved(one.parentCode ?? '') };
  });
}

function doubled(rows: RegisterRow[], row: RegisterRow, number: number): RegisterRow[] {
  const code = freeCode(rows, row, row.parentCode ?? '', number);
  return code ? [...rows, { ...row, code, name: `${row.name}二` }] : rows;
}

/** A code of the row's block that nobody has. */
function freeCode(
  rows: RegisterRow[],
  row: RegisterRow,
  superior: string,
  number: number,
): string | undefined {
  const digits = row.code.length - superior.length;
  const block = digits === 3 ? row.code.slice(-3, -2) : '';
  const code = superior + block + String(number % 100).padStart(digits - block.length, '0');
  return rows.some((one) => one.code === code) ? undefined : code;
}
