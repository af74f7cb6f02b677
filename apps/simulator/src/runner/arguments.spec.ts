import { parseArguments } from './arguments';

const optionsOf = (...words: string[]) => {
  const parsed = parseArguments(words);
  if (parsed.kind !== 'run') throw new Error(parsed.kind === 'refused' ? parsed.line : 'help');
  return parsed.options;
};

describe('the command line', () => {
  it('knows its defaults: a county whole, the region sampled', () => {
    expect(optionsOf().scenario).toEqual({
      scope: '653024',
      seed: 'youlu',
      weeks: 4,
      sampleEvery: 1,
    });
    expect(optionsOf('--scope', '65').scenario.sampleEvery).toBe(100);
    expect(optionsOf('--sample', '1:7').scenario.sampleEvery).toBe(7);
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
    [['--nonsense'], 'nonsense'],
  ])('refuses %j in one line', (words, line) => {
    const parsed = parseArguments(words);
    expect(parsed).toMatchObject({ kind: 'refused', line: expect.stringContaining(line) });
  });
});
