import { packedSql, unpackRows } from './packed-rows';

describe('packed rows', () => {
  it('are lists of one length, NULL being the empty text', () => {
    expect(packedSql('SELECT 1 AS a', ['a'])).toBe(
      `SELECT string_agg(coalesce("a"::text, ''), ',') AS "a" FROM (SELECT 1 AS a) AS r`,
    );
    expect(unpackRows({ a: '1,2,3', b: ',x,' }, ['a', 'b'])).toEqual({
      a: ['1', '2', '3'],
      b: ['', 'x', ''],
      length: 3,
    });
  });

  it('of nothing are empty lists, of one empty text a list of one', () => {
    expect(unpackRows({ a: null }, ['a'])).toEqual({ a: [], length: 0 });
    expect(unpackRows(undefined as { a: string } | undefined, ['a'])).toEqual({ a: [], length: 0 });
    expect(unpackRows({ a: '' }, ['a'])).toEqual({ a: [''], length: 1 });
  });
});
