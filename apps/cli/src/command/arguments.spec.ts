import { isZhEn } from '@youlu/vocabulary';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArguments, USAGE } from './arguments';
import { EXIT, EXIT_MEANINGS } from './exit-codes';

const parse = (words: string) => parseArguments(words.split(' ').filter(Boolean));

describe('the words after npm run youlu --', () => {
  it('may be missing: then help is wanted', () => {
    expect(parse('')).toEqual({ kind: 'help' });
    expect(parse('import --help')).toEqual({ kind: 'help' });
  });

  it('name what to import, from where, and to where', () => {
    const words =
      'import network a.csv b.csv --dry-run --json --encoding gbk --base-url http://x:1';
    expect(parse(`${words} --routing-url http://y:2`)).toMatchObject({
      kind: 'import',
      what: 'network',
      files: ['a.csv', 'b.csv'],
      encoding: 'gbk',
      isDryRun: true,
      asJson: true,
      urls: { orders: 'http://x:1', routing: 'http://y:2', coverage: 'http://x:1' },
      edition: undefined,
    });
    expect(parse('import register a.xlsx --date 2026-01-01 --licence CC0')).toMatchObject({
      edition: { registerDate: '2026-01-01', licence: 'CC0' },
      urls: { coverage: 'http://127.0.0.1:8080' },
    });
    expect(parse('report --scope 991101 --as-of 2026-03-29 --lang en')).toMatchObject({
      kind: 'report',
      scope: '991101',
      language: 'en',
    });
  });

  it('name letters and what to do with them', () => {
    expect(parse('dead-letters list --code row.invalid --service tracking')).toMatchObject({
      kind: 'dead-letters',
      verb: 'list',
      service: 'tracking',
      selection: { code: 'row.invalid' },
      limit: 100,
    });
    const range = '--topic tracking.scan --partition 3 --from-offset 10 --to-offset 20';
    expect(parse(`dead-letters replay ${range}`)).toMatchObject({
      selection: { topic: 'tracking.scan', partition: 3, fromOffset: 10, toOffset: 20 },
    });
    expect(parse('dead-letters discard a:b:1:2:3 --by li --why poison')).toMatchObject({
      selection: { ids: ['a:b:1:2:3'], by: 'li', why: 'poison' },
    });
  });

  it('name what to make anew', () => {
    expect(parse('rebuild tracking.volumes --dry-run')).toEqual({
      kind: 'rebuild',
      name: 'tracking.volumes',
      isDryRun: true,
    });
  });

  it.each([
    ['rebuild', /rebuild takes one of tracking.parcels/],
    ['rebuild tracking.scans', /not "tracking.scans"/],
    ['rebuild tracking.snapshots --dry-run', /nothing to compare/],
    ['dead-letters', /dead-letters takes list, counts/],
    ['dead-letters show', /show ID/],
    ['dead-letters list a:b:1:2:3', /takes options/],
    ['dead-letters list --limit 0', /--limit takes 1 or more/],
    ['dead-letters replay --code x --state discarded', /replay takes no --state/],
    ['dead-letters counts --partition 3', /counts takes no --partition/],
    ['dead-letters show a:b:1:2:3 --code x', /show takes no --code; it takes --service/],
    ['dead-letters replay', /which letters to replay/],
    ['dead-letters replay --partition 3', /which letters to replay/],
    ['dead-letters discard --code x --by li', /--why/],
    ['dead-letters replay --code x --from-offset -1', /from-offset/],
    ['export a', /"export-evidence DIR", "verify FILE", "audit", "dead-letters" or "rebuild"/],
    ['import', /import takes register, network/],
    ['import villages a.csv', /not "villages"/],
    ['import network', /Name the file/],
    ['import register a.csv', /--date takes a day/],
    ['import register a.csv --date 2026-02-30', /--date takes a day/],
    ['import register a.csv b.csv --date 2026-01-01', /one file/],
    ['import products a.csv --date 2026-01-01', /belong to import register/],
    ['import products a.csv --encoding big5', /--encoding takes utf-8/],
    ['import products a.csv --base-url x', /--base-url takes an address/],
    ['import products a.csv --dryrun', /^没有选项 --dryrun。there is no option --dryrun \(/],
    ['import products a.csv --json=1', /^选项 --json 不带值。--json takes no value \(/],
    ['import register a.csv --date', /^选项 --date 缺少值；.*。--date takes a value/],
    ['import register a.csv --date --json', /^选项 --date 缺少值/],
    ['report --scope 9911011 --as-of 2026-01-01', /--scope takes/],
    ['report --scope 991101', /--as-of takes a day/],
    ['report --scope 991101 --as-of 2026-01-01 --lang fr', /--lang takes en, zh-CN/],
  ])('%s is refused with one line that says what to write, in both languages', (words, line) => {
    const refused = parse(words);
    expect(refused).toEqual({ kind: 'refused', line: expect.stringMatching(line) as string });
    expect(refused.kind === 'refused' && isZhEn(refused.line)).toBe(true);
  });
});

describe('npm run youlu -- --help', () => {
  const lines = USAGE.split('\n');

  it('describes in Chinese and then in English', () => {
    const isEnglish = (line: string): boolean =>
      /^ .*[a-z]{2,} [a-z]{2,}/.test(line) && !/\p{Script=Han}/u.test(line);
    const said = lines.filter(isEnglish);
    expect(said.filter((line) => !lines[lines.indexOf(line) - 1]?.endsWith('。'))).toEqual([]);
    expect(said.length).toBeGreaterThan(12);
  });

  it('names every exit code, and so does the README', () => {
    const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8').replace(/ +/g, ' ');
    for (const name of Object.keys(EXIT) as (keyof typeof EXIT)[]) {
      expect(lines).toContain(`  ${EXIT[name]}  ${EXIT_MEANINGS[name]}`);
      expect(readme).toContain(`| ${EXIT[name]} | ${EXIT_MEANINGS[name]} |`);
    }
  });
});
