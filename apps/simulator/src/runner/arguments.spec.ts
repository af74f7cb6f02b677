import { parseArguments } from './arguments';

const optionsOf = (...words: string[]) => {
  const parsed = parseArguments(words);
  if (parsed.kind !== 'run') throw new Error(parsed.kind === 'refused' ? parsed.line : 'help');
  return parsed.options;
};

describe('the command line', () => {
  it('knows its defaults: the region sampled, a county whole', () => {
    expect(optionsOf().scenario).toEqual({
      scope: '65',
      seed: 'youlu',
      weeks: 4,
      sampleEvery: 100,
    });
    expect(optionsOf('--scope', '653024').scenario.sampleEvery).toBe(1);
    expect(optionsOf('--sample', '1:7').scenario.sampleEvery).toBe(7);
  });

  it('takes a year of acceptances alone', () => {
    const year = ['--flows-only', '--from', '2020-01-01', '--to', '2021-01-01'];
    const span = { from: '2020-01-01', to: '2021-01-01' };
    expect(optionsOf(...year).scenario.flowsOnly).toEqual(span);
    const weeks = optionsOf('--flows-only', '--weeks', '1').scenario.flowsOnly;
    expect(weeks).toEqual({ from: '2020-08-31', to: '2020-09-07' });
  });

  it('finds each service at its address', () => {
    const { urls } = optionsOf('--base-url', 'http://a:1', '--base-url', 'orders=http://b:2');
    expect(urls).toMatchObject({ orders: 'http://b:2', routing: 'http://a:1' });
    expect(optionsOf('--coverage-url', 'http://c:3').urls.coverage).toBe('http://c:3');
  });

  it.each([
    [['--scope', '64'], '--scope takes'],
    [['--weeks', '0'], '--weeks takes'],
    [['--sample', '100'], '--sample takes'],
    [['--base-url', 'ftp://a'], 'no http address'],
    [['--base-url', 'mail=http://a'], '--base-url knows'],
    [['--from', '2020-01-01', '--to', '2020-02-01'], 'need --flows-only'],
    [['--flows-only', '--from', '2020-01-01'], 'go together'],
    [['--flows-only', '--from', '2020-01-01', '--to', '2020-02-30'], "not '2020-02-30'"],
    [['--flows-only', '--from', '2020-02-01', '--to', '2020-02-01'], 'is not before'],
    [['--nonsense'], 'nonsense'],
  ])('refuses %j in one line', (words, line) => {
    const parsed = parseArguments(words);
    expect(parsed).toMatchObject({ kind: 'refused', line: expect.stringContaining(line) });
  });
});
