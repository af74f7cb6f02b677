import * as fc from 'fast-check';
import { canonicalJson } from './canonical-json';

const anyValue = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'grapheme' }),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

/** The same value with the keys of every object in the opposite order. */
const turned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([k, v]) => [k, turned(v)]),
  );
};

describe('canonical JSON', () => {
  it('sorts keys by their units, leaves blanks and undefined fields away', () => {
    expect(canonicalJson({ b: 1, a: ['名', true, null], '€': undefined, Z: { y: 0, x: -0 } })).toBe(
      '{"Z":{"x":0,"y":0},"a":["名",true,null],"b":1}',
    );
  });

  it('is the same text for the same value, and says that value', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(turned(value))).toBe(text);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(text)).toEqual(JSON.parse(canonicalJson(plain)));
      }),
    );
  });

  it.each([[1.5], [Number.NaN], [new Date(0)], [() => 1], [1n], [2 ** 53]])(
    'is refused for %p',
    (value) => {
      expect(() => canonicalJson({ value })).toThrow(TypeError);
    },
  );
});
