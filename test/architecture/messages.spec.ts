import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RowFault } from '@youlu/http';

const ROOT = join(__dirname, '../..');
const HAN = /\p{Script=Han}/u;
/** A refusal and its body, as far as the next declaration at the left margin. */
const REFUSAL = /^export class (\w+) extends DomainError \{\n[\s\S]*?^\}/gm;
/** What a refusal says, where it says it itself; it may be put together of several texts. */
const SAID = /super\(\s*([\s\S]*?)\s*\);/;

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/spec\.ts$|sample-service\.ts$/.test(file))
    .map((file) => join(folder, file));
}

function refusals(): { name: string; body: string }[] {
  return ['apps', 'libs'].flatMap(sources).flatMap((file) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    return [...text.matchAll(REFUSAL)].map(([body, name]) => ({ name: `${file} ${name}`, body }));
  });
}

/** Every text in a piece of code, without what is filled in. */
function textsIn(code: string): string[] {
  const quoted = code.match(/'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g) ?? [];
  return quoted.map((text) => text.slice(1, -1).replace(/\$\{[^}]*\}/g, ''));
}

describe('what a rule says when it says no', () => {
  const all = refusals();

  it('is looked for where it is written', () => {
    const written = ['apps', 'libs']
      .flatMap(sources)
      .map((file) => readFileSync(join(ROOT, file), 'utf8').match(/extends DomainError/g) ?? []);
    expect(all.length).toBe(written.flat().length);
    expect(all.length).toBeGreaterThan(50);
  });

  it('is said in Chinese first, and in English as well', () => {
    const faulty = all.flatMap(({ name, body }) => {
      const [, said = ''] = SAID.exec(body) ?? [];
      if (said === '') return []; // whoever throws it says why
      const listed = said.startsWith('REFUSALS['); // texts in a table above, each with both languages
      const first = textsIn(said).find((text) => /\p{L}/u.test(text)) ?? '';
      const [zh = ''] = first.split('。');
      const english =
        /[A-Za-z]{2,} [a-z]/.test(textsIn(said).join(' ')) || said.includes('joinZhEn(');
      const isGood = listed || (HAN.test(zh) && english);
      return isGood ? [] : [name];
    });
    expect(faulty).toEqual([]);
  });
});

/** Files that word faults, refusals or problems: what they say, they say in both languages. */
const SPEAKS = /\b(ZhEn|\w*Fault|Objection|RowObjection|BookingRefusal)\b/;
const LITERAL = /'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g;
const FILLED_IN = /\$\{[^}]*\}/g;

/** Texts with the stop that parts the languages; of files that speak in both, Chinese alone as well. */
function saidInBoth(code: string): string[] {
  const lines = code.split('\n').filter((line) => line.includes('。') && !/^\s*[/*]/.test(line));
  const texts = lines.flatMap((line) => line.match(LITERAL) ?? []).map((text) => text.slice(1, -1));
  return texts.filter((text) => /。./.test(text) || (SPEAKS.test(code) && text.endsWith('。')));
}

/** What is filled in may be of any language: `错误。${message}` is the word of somebody else. */
function isInBoth(text: string): boolean {
  const [zh = '', ...rest] = text.split('。');
  const en = rest.join('。');
  const hasChinese = HAN.test(zh.replace(FILLED_IN, ''));
  const english = en.replace(FILLED_IN, 'filled in');
  return hasChinese && /[A-Za-z]{2}/.test(english) && !HAN.test(english);
}

/** Where the command line words what it prints; a report has one language, and `--lang` chooses it. */
const PRINTS = ['command', 'dead-letters', 'export', 'rebuild', 'results'];
/** What is typed as it stands, in whichever language the rest is. */
const TYPED = /^\(?(npm run youlu|--[a-z-]+|dead-letters|export-evidence) /;
/** A word of Node's that is looked for, and one that programs are told. */
const NOT_SAID = ['does not take', 'counties declared complete'];

/** Texts for people that hold no Chinese. */
function saidInEnglishAlone(code: string): string[] {
  const lines = code.split('\n').filter((line) => !/^\s*[/*]|^import |JSON\.stringify/.test(line));
  const texts = lines.flatMap((line) => line.match(LITERAL) ?? []).map((text) => text.slice(1, -1));
  return texts.filter((text) => {
    const own = text.replace(FILLED_IN, '').trim();
    const isText = /[a-z]{3,}/.test(own) && own.includes(' ');
    return isText && !HAN.test(own) && !TYPED.test(own) && !NOT_SAID.includes(own);
  });
}

describe('what the command line prints', () => {
  const all = PRINTS.flatMap((folder) => sources(`apps/cli/src/${folder}`)).map((file) => ({
    file,
    code: readFileSync(join(ROOT, file), 'utf8'),
  }));

  it.each([
    ["out('No letters.');", 1],
    ['const line = `${thing}: ${good} good`;', 1],
    ["out('没有死信。No letters.');", 0],
    ["usageOf('dead-letters show ID', '内容。its bytes')", 0],
  ])('is told from what is typed and what is in both: %s', (code, count) => {
    expect(saidInEnglishAlone(code)).toHaveLength(count);
  });

  it('is said in both languages', () => {
    const alone = all.map(({ file, code }) => ({ file, said: saidInEnglishAlone(code) }));
    expect(alone.filter(({ said }) => said.length > 0)).toEqual([]);
    expect(all.length).toBeGreaterThan(12);
  });

  it('is refused by errors whose words are of the one type', () => {
    const files = sources('apps/cli').map((file) => readFileSync(join(ROOT, file), 'utf8'));
    const declared = files.flatMap(
      (code) => code.match(/^export class \w+ extends Error \{[^}]*/gm) ?? [],
    );
    expect(declared.filter((code) => !code.includes('readonly said: ZhEn'))).toEqual([]);
    expect(declared.length).toBeGreaterThan(3);
    expect(files.filter((code) => code.includes('new Error('))).toEqual([]);
  });
});

describe('what is wrong with a row, and what to do', () => {
  const all = ['apps', 'libs'].flatMap(sources).flatMap((file) => {
    // the joining itself says nothing
    const text = file.endsWith('zh-en.ts') ? '' : readFileSync(join(ROOT, file), 'utf8');
    return saidInBoth(text).map((said) => ({ file, said }));
  });

  it('does not compile in one language', () => {
    const fault: RowFault = {
      code: 'required',
      // @ts-expect-error: English alone
      reason: 'name is missing',
      // @ts-expect-error: Chinese alone would lack the stop
      fix: '请补上 name',
    };
    expect(isInBoth(fault.reason)).toBe(false);
  });

  it.each([
    ["reason: '缺少名称。the name is missing',", true],
    ["reason: 'the name。the name is missing',", false],
    ["reason: 'the name is missing。缺少名称',", false],
    ['const fix: ZhEn = `请补上 ${field}。`;', false],
    ["const fix: ZhEn = '请补上。请再次发送';", false],
    ['`服务以状态 ${status} 答复。${said}`', true],
  ])('is told from what is not: %s', (code, isGood) => {
    const texts = saidInBoth(code);
    expect(texts).toHaveLength(1);
    expect(texts.every(isInBoth)).toBe(isGood);
  });

  it('is said in Chinese first, and in English as well', () => {
    expect(all.filter(({ said }) => !isInBoth(said))).toEqual([]);
    expect(all.length).toBeGreaterThan(450);
  });

  it('is said so of a whole file that cannot be used', () => {
    const said = sources('apps/cli').flatMap((file) => {
      const text = readFileSync(join(ROOT, file), 'utf8');
      return [...text.matchAll(/new UnusableFile\(\s*(.*)/g)].map(([, words = '']) => words);
    });
    expect(said.filter((words) => !words.includes('。'))).toEqual([]);
    expect(said.length).toBeGreaterThan(5);
  });

  it('is of the one type wherever it is declared', () => {
    const untyped = ['apps', 'libs'].flatMap(sources).filter((file) => {
      const text = readFileSync(join(ROOT, file), 'utf8');
      return /^\s*(readonly )?reason: string;\n\s*(readonly )?fix: string;/m.test(text);
    });
    expect(untyped.filter((file) => !file.includes('/testing/'))).toEqual([]);
  });
});
