import { placeName } from './place-name';

const spelling = (name: string, level = 5) => placeName(name, level).spelling;
const stem = (name: string, level = 5) => placeName(name, level).stem;

describe('the name of a place', () => {
  it.each([
    ['瓦井村村委会', '瓦井村民委员会'],
    ['依克萨克村委会', '依克萨克村'],
    ['和平社区', '和平社区居委会'],
    ['小白杨社区', '小白杨居民委员会'],
    ['第１０社区', '第10社区'],
    ['新户 村委会', '新户村委会'],
    ['鑑山村委会', '鉴山村委会'],
    ['馬凹村民员委会', '马凹村委会'],
  ])('%s is only another writing of %s', (a, b) => {
    expect(spelling(a)).toBe(spelling(b));
  });

  it.each([
    ['高庙村', '高庙社区'],
    ['四连', '四连队'],
    ['园岗村委会', '圆岗村委会'],
    ['丰源社区工作委员会', '丰源社区居委会'],
    ['新村', '新社区'],
  ])('%s is another name than %s', (a, b) => {
    expect(spelling(a)).not.toBe(spelling(b));
  });

  it.each([
    ['高庙村村民委员会', '高庙社区居民委员会', 5],
    ['十七连队', '十七连生活区', 5],
    ['啤酒花社区（啤酒花村）', '啤酒花村', 5],
    ['第12社区', '十二社区', 5],
    ['103团1连', '一零三团一连', 5],
    ['富春乡', '富春镇', 4],
    ['陆集镇', '陆集街道办事处', 4],
    ['阿合塔拉哈萨克民族乡', '阿合塔拉镇', 4],
    ['兵团农九师一六三团', '一六三团', 4],
    ['库车县', '库车市', 3],
    ['祁阳县', '祁阳市', 3],
    ['哈密地区', '哈密市', 2],
  ])('%s and %s have one stem', (a, b, level) => {
    expect(stem(a, level)).toBe(stem(b, level));
  });

  it('is never taken apart until nothing is left', () => {
    for (const name of ['村', '社区', '镇', '市', '连', '村委会']) {
      for (const level of [1, 2, 3, 4, 5]) expect(stem(name, level)).not.toBe('');
    }
  });
});
