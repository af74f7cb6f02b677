import { resolve } from 'node:path';
import { parseArguments } from './arguments';

describe('the words after npm start --', () => {
  it('may be missing: then the state folder or the defaults decide', () => {
    const parsed = parseArguments([]);
    expect(parsed).toEqual({
      kind: 'run',
      options: {
        once: false,
        outDir: undefined,
        stateDir: resolve('.youlu'),
        scenario: false,
        noScenario: false,
        separate: false,
        lang: 'zh-CN',
        choice: {},
      },
    });
  });

  it('are read into one typed value', () => {
    const words =
      '--once --out o --scope 6530 --seed a-1 --weeks 2 --sample 1:100 --state s --lang EN';
    expect(parseArguments(words.split(' '))).toMatchObject({
      kind: 'run',
      options: {
        once: true,
        outDir: resolve('o'),
        stateDir: resolve('s'),
        lang: 'en',
        choice: { scope: '6530', seed: 'a-1', weeks: 2, sampleEvery: 100 },
      },
    });
  });

  it.each([
    [['--once'], /--out DIR/],
    [['--onec'], /--onec.*--help/],
    [['extra'], /extra.*--help/],
    [['--scope', '11'], /--scope takes 65.*not '11'/],
    [['--weeks', '0'], /--weeks takes a whole number from 1/],
    [['--weeks', '1.5'], /--weeks takes a whole number/],
    [['--sample', '100'], /--sample takes 1:N/],
    [['--sample', '1:0'], /--sample 1:N takes a whole number/],
    [['--lang', 'fr'], /--lang takes zh-CN or en, not 'fr'/],
    [['--seed', 'a b'], /--seed takes/],
    [['--out'], /--out/],
    [['--scenario', '--no-scenario'], /not both/],
  ])('%j is refused with one line that says what to write', (words, line) => {
    const parsed = parseArguments(words);
    expect(parsed.kind).toBe('refused');
    expect(parsed).toEqual({ kind: 'refused', line: expect.stringMatching(line) as string });
    if (parsed.kind === 'refused') expect(parsed.line).not.toContain('\n');
  });
});
