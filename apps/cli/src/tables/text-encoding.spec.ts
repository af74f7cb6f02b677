import { encode } from 'iconv-lite';
import fc from 'fast-check';
import { decodeText } from './text-encoding';

const TEXT = '区划代码,名称\n991101,松石县\n';

describe('the encoding of a file', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT), 'utf-8'],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${TEXT}`), 'utf-8'],
    ['GBK', encode(TEXT, 'gbk'), 'gbk'],
    ['UTF-16 with a byte order mark', encode(TEXT, 'utf-16le', { addBOM: true }), 'utf-16le'],
  ])('is told by its bytes: %s', (_name, bytes, encoding) => {
    expect(decodeText(bytes)).toEqual({ text: TEXT, encoding, isCut: false });
  });

  it('may be named', () => {
    expect(decodeText(Buffer.from('abc'), 'gbk').encoding).toBe('gbk');
    expect(() => decodeText(encode(TEXT, 'gbk'), 'utf-8')).toThrow(/not text in UTF-8.*--encoding/);
  });

  it('a file cut in the middle of a character is cut, and not of another encoding', () => {
    const utf8 = Buffer.from('a,松石县');
    expect(decodeText(utf8.subarray(0, -1))).toEqual({
      text: 'a,松石',
      encoding: 'utf-8',
      isCut: true,
    });
    const gbk = encode('a,松石县', 'gbk');
    expect(decodeText(gbk.subarray(0, -1))).toEqual({
      text: 'a,松石',
      encoding: 'gbk',
      isCut: true,
    });
  });

  it('what is no text is refused with one sentence that says what to do', () => {
    const picture = Buffer.from([
      0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0xff, 0xff,
    ]);
    expect(() => decodeText(picture)).toThrow(/not text in UTF-8 or GBK.*CSV UTF-8/);
  });

  it('every Chinese text comes back as it was, from either', () => {
    const character = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((c) => String.fromCharCode(c));
    fc.assert(
      fc.property(fc.array(character, { minLength: 1, maxLength: 50 }), (characters) => {
        const text = `名称\n${characters.join('')}\n`;
        expect(decodeText(Buffer.from(text)).text).toBe(text);
        expect(decodeText(encode(text, 'gbk'), 'gbk').text).toBe(text);
      }),
    );
  });
});
