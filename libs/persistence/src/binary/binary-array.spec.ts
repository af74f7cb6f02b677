import { binaryArray } from './binary-array';

describe('a binary array', () => {
  it('is dimensions, flag, element type, length, first index and the elements', () => {
    expect(binaryArray('int4', [1, null]).toString('hex')).toBe(
      ['00000001', '00000001', '00000017', '00000002', '00000001'].join('') +
        '0000000400000001' +
        'ffffffff',
    );
  });

  it('has no dimension when it is empty', () => {
    expect(binaryArray('text', []).toString('hex')).toBe('000000000000000100000019');
  });

  it('refuses what an element cannot hold', () => {
    expect(() => binaryArray('int2', [40_000])).toThrow('range');
    expect(() => binaryArray('int8', [0.5])).toThrow('exact');
    expect(() => binaryArray('date', ['2020-02-30'])).toThrow('day');
  });
});
