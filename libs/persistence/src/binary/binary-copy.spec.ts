import fc from 'fast-check';
import { BinaryCopy, type CopyType, type CopyValue } from './binary-copy';

/** The format as the manual tells it, read independently of the writer. */
function read(message: Buffer): (Buffer | null)[][] {
  expect(message.subarray(0, 11).toString('latin1')).toBe('PGCOPY\n\xff\r\n\0');
  const rows: (Buffer | null)[][] = [];
  let at = 19;
  for (;;) {
    const fields = message.readInt16BE(at);
    at += 2;
    if (fields === -1) break;
    const row: (Buffer | null)[] = [];
    for (let i = 0; i < fields; i++) {
      const length = message.readInt32BE(at);
      at += 4;
      row.push(length < 0 ? null : message.subarray(at, at + length));
      at += Math.max(length, 0);
    }
    rows.push(row);
  }
  expect(at).toBe(message.length);
  return rows;
}

describe('binary COPY', () => {
  it('writes every integer and text so that it reads back the same', () => {
    const row = fc.tuple(
      fc.oneof(fc.maxSafeInteger(), fc.constant(null)),
      fc.integer(),
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.uint8Array({ maxLength: 300 }),
    );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const copy = new BinaryCopy(['int8', 'int4', 'text', 'bytea']);
        for (const values of rows) copy.add(values);
        const back = read(copy.finish());
        expect(back.length).toBe(rows.length);
        rows.forEach(([big, small, text, bytes], i) => {
          const [b, s, t, y] = back[i] as (Buffer | null)[];
          expect(b === null ? null : Number(b?.readBigInt64BE())).toBe(big);
          expect(s?.readInt32BE()).toBe(small);
          expect(t?.equals(Buffer.from(text))).toBe(true);
          expect(y?.equals(bytes)).toBe(true);
        });
      }),
    );
  });

  it.each<[CopyType, CopyValue, string]>([
    ['int2', -2, 'fffe'],
    ['bool', true, '01'],
    ['date', '2000-01-02', '00000001'],
    ['date', '1970-01-01', 'ffffd533'],
    ['uuid', '0198a6d2-0000-7000-8000-0000000000ff', '0198a6d20000700080000000000000ff'],
  ])('writes %s %s', (type, value, hex) => {
    const copy = new BinaryCopy([type]);
    copy.add([value]);
    expect(read(copy.finish())[0]?.[0]?.toString('hex')).toBe(hex);
  });

  it('refuses what it cannot write exactly', () => {
    expect(() => new BinaryCopy(['int8']).add([2 ** 53])).toThrow('exact');
    expect(() => new BinaryCopy(['date']).add(['soon'])).toThrow('day');
    expect(() => new BinaryCopy(['int8']).add([1, 2])).toThrow('1 values');
  });
});
