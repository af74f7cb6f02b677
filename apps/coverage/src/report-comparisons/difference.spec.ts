import { UNIT_COLUMNS } from '../frozen-reports/frozen-unit';
import {
  explainDifference,
  followedPair,
  keyOf,
  type Pair,
  pairsOf,
  type Standing,
  standsTheSame,
  type WayPoint,
} from './difference';

const stands = (state: Standing['state'], rule: string = state): Standing => ({
  name: '村',
  kind: 'admin_village',
  simulated: false,
  state,
  rule,
  declared: false,
});
const point = (
  cause: ReturnType<WayPoint['causeOf']>,
  known: Record<string, Standing>,
  side: WayPoint['side'] = 'after',
): WayPoint => ({ side, causeOf: () => cause, at: (code) => known[code] ?? null });

describe('a difference', () => {
  it('has every cause that moved the unit, and none that did not', () => {
    const way = [
      point('unexplained', { a: stands('unknown') }, 'before'),
      point('lineage', { a: stands('unknown') }),
      point('rule', { a: stands('observed') }),
      point('declaration', { a: stands('observed') }),
      point('challenge', { a: stands('contradicted') }),
    ];
    const { causes, standsAfter } = explainDifference(
      { before: 'a', after: 'a' },
      stands('unknown'),
      way,
    );
    expect(causes.map(({ cause, after }) => [cause, after?.state])).toEqual([
      ['rule', 'observed'],
      ['challenge', 'contradicted'],
    ]);
    expect(standsAfter?.state).toBe('contradicted');
  });

  it('is by lineage where the unit only has another code, and follows it under that', () => {
    const way = [
      point('unexplained', { old: stands('observed') }, 'before'),
      point('lineage', { fresh: stands('observed') }),
      point('day', { fresh: stands('unknown') }),
    ];
    const { causes } = explainDifference(
      { before: 'old', after: 'fresh' },
      stands('observed'),
      way,
    );
    expect(causes.map(({ cause }) => cause)).toEqual(['lineage', 'day']);
  });

  it('is by what took or brought a unit, not by whatever was replaced first', () => {
    const way = [
      point('unexplained', { a: stands('observed') }, 'before'),
      point('lineage', { a: stands('observed') }),
      point('list', { b: stands('observed') }),
      point('day', { b: stands('unknown') }),
    ];
    const causes = (...[pair, before, followed]: [Pair, Standing | null, Pair]) =>
      explainDifference(pair, before, way, followed).causes.map(({ cause }) => cause);
    const gone: Pair = { before: 'a', after: null };
    expect(causes(gone, stands('observed'), { before: 'a', after: 'a' })).toEqual(['list']);
    const come: Pair = { before: null, after: 'b' };
    expect(causes(come, null, { before: 'b', after: 'b' })).toEqual(['list', 'day']);
  });
});

describe('a unit that is in one report only', () => {
  const same = (code: string): readonly string[] => [code];
  const codesOf = (heirs: Record<string, string[]>, sources: Record<string, string[]> = {}) => ({
    inheritorsOf: (code: string) => heirs[code] ?? same(code),
    sourcesOf: (code: string) => sources[code] ?? same(code),
  });

  it('is looked for under what alone it has become, or was', () => {
    const gone = (heirs: string[]) =>
      followedPair({ before: 'a', after: null }, new Set('a'), codesOf({ a: heirs })).after;
    expect([gone(['a']), gone(['x']), gone([]), gone(['x', 'y'])]).toEqual(['a', 'x', null, null]);
    const come = (sources: string[]) =>
      followedPair({ before: null, after: 'a' }, new Set('b'), codesOf({}, { a: sources })).before;
    expect([come(['a']), come(['x']), come([])]).toEqual(['a', 'x', null]);
    expect(come(['b'])).toBeNull(); // which goes on as another unit
    const both: Pair = { before: 'a', after: 'x' };
    expect(followedPair(both, new Set('a'), codesOf({}))).toEqual(both);
  });
});

describe('a standing', () => {
  it('is another one in whatever a report freezes of a unit', () => {
    const one = stands('unknown');
    const others: Record<keyof Standing, Standing> = {
      name: { ...one, name: '邨' },
      kind: { ...one, kind: 'community' },
      state: { ...one, state: 'observed' },
      rule: { ...one, rule: 'other' },
      declared: { ...one, declared: true },
      simulated: { ...one, simulated: true },
    };
    expect(Object.keys(others).sort()).toEqual(UNIT_COLUMNS.filter((c) => c !== 'code').toSorted());
    for (const other of Object.values(others)) expect(standsTheSame(one, other)).toBe(false);
    expect(standsTheSame(one, { ...one })).toBe(true);
  });
});

describe('the units of two reports', () => {
  const pairs = (before: string[], after: string[], heirs: Record<string, string[]>) =>
    pairsOf(new Set(before), new Set(after), (code) => heirs[code] ?? [code]).map(
      (pair) => `${pair.before ?? '-'} ${pair.after ?? '-'}`,
    );

  it('are laid beside those that continue them', () => {
    expect(pairs(['a', 'b', 'c'], ['a', 'x', 'y'], { b: ['x'], c: [] })).toEqual([
      'a a',
      'b x',
      'c -',
      '- y',
    ]);
  });

  it('are beside none where several continue them, and beside one where several became one', () => {
    expect(pairs(['a'], ['x', 'y'], { a: ['x', 'y'] })).toEqual(['a -', '- x', '- y']);
    expect(pairs(['a'], ['a', 'y'], { a: ['a', 'y'] })).toEqual(['a a', '- y']);
    expect(pairs(['a', 'b'], ['x'], { a: ['x'], b: ['x'] })).toEqual(['a x', 'b x']);
  });

  it('have each a place of their own in the list, though a code went and came again', () => {
    const found = pairsOf(new Set(['a', 'b']), new Set(['a', 'x']), (code) =>
      code === 'a' ? ['x'] : [code],
    );
    expect(found).toEqual([
      { before: null, after: 'a' },
      { before: 'a', after: 'x' },
      { before: 'b', after: null },
    ]);
    const keys = found.map(keyOf);
    expect(new Set(keys).size).toBe(3);
    expect([...keys].sort()).toEqual(keys);
  });
});
