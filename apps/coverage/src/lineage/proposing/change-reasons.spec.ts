import { reasonWords } from './change-reasons';

describe('the words of a reason', () => {
  it('name its parameters in both languages', () => {
    const { zh, en } = reasonWords('same-rows-below', { many: 12, share: 92 });
    expect(zh).toBe('下辖单位有12个同名，占92%');
    expect(en).toBe('12 units below have the same names, 92 % of them');
  });

  it('need no parameters where there are none', () => {
    expect(reasonWords('code-gone', {}).zh).not.toContain('{');
  });
});
