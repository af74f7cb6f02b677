import { languageOf } from './language';

describe('the language of reasons', () => {
  it.each([
    [undefined, undefined, 'zh-CN'],
    [undefined, '', 'zh-CN'],
    [undefined, 'en', 'en'],
    [undefined, 'en-GB,en;q=0.9,zh;q=0.8', 'en'],
    [undefined, 'en;q=0.3, zh-CN', 'zh-CN'],
    [undefined, 'fr, de;q=0.5', 'zh-CN'],
    [undefined, 'fr, en;q=0.5', 'en'],
    [undefined, 'en;q=0', 'zh-CN'],
    [undefined, ';;q=,,=', 'zh-CN'],
    ['en', 'zh-CN', 'en'],
    ['zh-CN', 'en', 'zh-CN'],
  ] as const)('is, for lang=%s and Accept-Language: %s, %s', (lang, header, expected) => {
    expect(languageOf(lang, header)).toBe(expected);
  });
});
