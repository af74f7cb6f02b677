import { choiceOf, defaultChoice, spanOf } from './scenario-choice';

describe('which scenario the words name', () => {
  it('is the region, one outbound parcel of a hundred, by default', () => {
    expect(defaultChoice()).toEqual({ scope: '65', seed: 'youlu', weeks: 4, sampleEvery: 100 });
    expect(defaultChoice('653024').sampleEvery).toBe(1);
    expect(choiceOf({})).toEqual({});
  });

  it('lasts for its weeks, or from day to day', () => {
    expect(spanOf(defaultChoice())).toEqual({ from: '2020-08-31', to: '2020-09-28' });
    const year = { 'flows-only': true, from: '2020-01-01', to: '2021-01-01' };
    const choice = choiceOf(year);
    expect(choice).toEqual({ flowsOnly: true, from: '2020-01-01', to: '2021-01-01' });
    expect(spanOf({ ...defaultChoice(), ...choice })).toEqual({
      from: '2020-01-01',
      to: '2021-01-01',
    });
  });

  it.each([
    [{ from: '2020-01-01' }, 'go together'],
    [{ from: '2020-01-01', to: '2020-02-01' }, 'need --flows-only'],
    [{ 'flows-only': true, from: '2020-02-30', to: '2020-03-01' }, "not '2020-02-30'"],
    [{ 'flows-only': true, from: '2020-03-01', to: '2020-03-01' }, 'is not before'],
    [{ 'flows-only': true, from: '2019-12-31', to: '2020-03-01' }, "not '2019-12-31'"],
    [{ 'flows-only': true, from: '2020-02-01', to: '2020-03-01', weeks: '2' }, 'not both'],
    [{ weeks: '18' }, 'from 1 to 17'],
  ])('refuses %j', (words, line) => {
    expect(() => choiceOf(words)).toThrow(line);
  });
});
