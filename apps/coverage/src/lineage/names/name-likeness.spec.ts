import { areToldApart, likeness } from './name-likeness';

describe('how alike two names are', () => {
  it('grows from nothing in common to the same', () => {
    expect(likeness('团结', '团结')).toBe(1);
    expect(likeness('园林', '塔木里克')).toBe(0);
    expect(likeness('马兴', '幸福')).toBeLessThan(0.5);
  });

  it('is more for characters of one sound than for others', () => {
    expect(likeness('夏尔莫墩', '夏尔莫敦')).toBeGreaterThan(likeness('夏尔莫墩', '夏尔莫村'));
    expect(likeness('园岗', '圆岗')).toBeGreaterThan(0.6);
  });

  it('is more than half where one name is within the other', () => {
    expect(likeness('侯各庄', '胡各庄镇侯各庄')).toBeGreaterThan(0.5);
  });

  it('is the same both ways', () => {
    const names = ['欧吐热巴格恰', '欧吐拉巴格恰', '白碱沟', '白建沟', '团结'];
    for (const a of names) for (const b of names) expect(likeness(a, b)).toBe(likeness(b, a));
  });

  it.each([
    ['北张庄', '南张庄', true],
    ['三社', '四社', true],
    ['白碱沟', '白建沟', false],
    ['张庄', '张庄', false],
    ['张庄', '南张庄', false],
  ])('%s and %s are told apart as neighbours: %s', (a, b, apart) => {
    expect(areToldApart(a, b)).toBe(apart);
  });
});
