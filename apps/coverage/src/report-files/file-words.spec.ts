import { RULE_NAMES } from '../edition-form/reason';
import { FILE_WORDS } from './file-words';

const HAN = /\p{Script=Han}/u;

describe('the words of report files', () => {
  it('name every rule that decides, in both languages', () => {
    for (const rule of RULE_NAMES) {
      expect([rule, FILE_WORDS['zh-CN'].rules[rule]]).toEqual([rule, expect.stringMatching(HAN)]);
      expect([rule, FILE_WORDS.en.rules[rule]]).toEqual([
        rule,
        expect.stringMatching(/^[a-z ,]+$/),
      ]);
    }
  });

  it('say the same things in both: none is left to its identifier', () => {
    for (const part of ['rules', 'facts', 'states', 'levels', 'columns', 'say'] as const) {
      const [zh, en] = [Object.keys(FILE_WORDS['zh-CN'][part]), Object.keys(FILE_WORDS.en[part])];
      expect([part, en.sort()]).toEqual([part, zh.sort()]);
    }
  });
});
