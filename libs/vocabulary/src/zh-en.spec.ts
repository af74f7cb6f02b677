import { isZhEn, joinZhEn, languagesOf, sayOf, type ZhEn } from './zh-en';

describe('a text in Chinese and English', () => {
  it('is joined with another language by language', () => {
    expect(joinZhEn('缺少名称。the name is missing', '请填写。Write it.')).toBe(
      '缺少名称。请填写。the name is missing. Write it.',
    );
    expect(joinZhEn('缺少名称。The name is missing.', '请填写。Write it.')).toBe(
      '缺少名称。请填写。The name is missing. Write it.',
    );
  });

  it('names its field in either language, or the row', () => {
    expect(sayOf('legs.0.km', '过小。is too small')).toBe('legs.0.km 过小。legs.0.km is too small');
    expect(sayOf(undefined, '不是对象。is not an object')).toBe(
      '该行不是对象。the row is not an object',
    );
  });

  it('is parted into lines at its first stop', () => {
    expect(languagesOf('缺少名称。the name。is missing')).toEqual([
      '缺少名称。',
      'the name。is missing',
    ]);
  });

  it.each([
    ['缺少名称。the name is missing', true],
    ['the name is missing', false],
    ['缺少名称。', false],
    ['缺少名称', false],
    ['the name。缺少名称 is missing', false],
  ])('is told from others: %s', (text, isBoth) => expect(isZhEn(text)).toBe(isBoth));

  it('cannot be English alone', () => {
    // @ts-expect-error: nothing tells the Chinese from the English
    const english: ZhEn = 'the name is missing';
    expect(english).not.toContain('。');
  });
});
