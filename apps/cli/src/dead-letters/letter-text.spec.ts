import {
  countsText,
  discardedText,
  lettersText,
  type OpenedLetter,
  openedText,
  replayedText,
} from './letter-text';

const ID = 'tracking.scan-writer:tracking.scan:3:77:0';
const LETTER: OpenedLetter = {
  id: ID,
  code: 'row.invalid',
  reason: '该行不符合契约：缺少 id。the row must have required property',
  bytes: 2,
  parkedAt: '2026-11-25T08:00:00.000Z',
  attempts: 2,
  triedAt: '2026-11-25T09:00:00.000Z',
  discarded: null,
  headers: {},
  value: { encoding: 'utf-8', text: '{}', isCut: false },
};
const ASIDE = { at: '2026-11-25T10:00:00.000Z', by: 'duty-3', why: 'a test' };

describe('letters for a terminal, in Chinese and in English', () => {
  it('are listed with their reason and who set them aside', () => {
    expect(lettersText([], false)).toBe('没有死信。No letters.\n');
    const listed = lettersText([{ ...LETTER, discarded: ASIDE }], true);
    expect(listed.split('\n')).toEqual([
      `${ID}  row.invalid  收存 parked 2026-11-25T08:00:00.000Z  已试 tried 2×  搁置 set aside by duty-3: a test`,
      `    ${LETTER.reason}`,
      '还有更多，--limit N 可多列，--code 等可少列。There are more: --limit N shows more, --code and others show fewer.',
      '',
    ]);
  });

  it('are counted in columns', () => {
    const count = { service: 'tracking', consumer: 'tracking.scan-writer', topic: 'tracking.scan' };
    const parked = { code: 'row.invalid', parked: 12, discarded: 0, oldestParkedAt: 'T' };
    const aside = { code: '23514', parked: 0, discarded: 1, oldestParkedAt: null };
    expect(countsText([])).toBe('没有死信。No letters.\n');
    expect(
      countsText([
        { ...count, ...parked },
        { ...count, ...aside },
      ]),
    ).toBe(
      'tracking.scan-writer  tracking.scan  row.invalid  待处理 12 parked  搁置 0 set aside  最早 oldest T\n' +
        'tracking.scan-writer  tracking.scan  23514        待处理 0 parked   搁置 1 set aside\n',
    );
  });

  it('are shown with all that is kept of them', () => {
    expect(openedText(LETTER)).toBe(
      `${ID}
原因 why      row.invalid: ${LETTER.reason}
收存 parked   2026-11-25T08:00:00.000Z，已试 2 次 tried 2 times，最近 last 2026-11-25T09:00:00.000Z
标头 headers  无 none
内容 value    2 字节 bytes, utf-8
{}
`,
    );
    const headers = { traceparent: '00-1' };
    const value = { encoding: 'base64', text: 'AA==', isCut: true };
    expect(openedText({ ...LETTER, triedAt: null, discarded: ASIDE, headers, value })).toBe(
      `${ID}
原因 why      row.invalid: ${LETTER.reason}
收存 parked   2026-11-25T08:00:00.000Z，已试 2 次 tried 2 times
搁置 aside    2026-11-25T10:00:00.000Z by duty-3: a test
标头 headers  
  traceparent: 00-1
内容 value    2 字节 bytes, base64，仅开头部分 only the beginning
AA==
`,
    );
  });

  it('are told what became of them', () => {
    const letters = [
      { id: ID, outcome: 'still-parked' },
      { id: 'other', outcome: 'replayed' },
    ];
    expect(replayedText({ replayed: 1, stillParked: 1, letters })).toBe(
      `${ID}  仍未能处理 still-parked\n已重放 1 条，1 条仍待处理。1 replayed, 1 still parked.\n`,
    );
    expect(discardedText(3)).toBe('已搁置 3 条，均予保留。3 set aside; they are kept.\n');
  });
});
