import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

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
      const english = /[A-Za-z]{2,} [a-z]/.test(textsIn(said).join(' ')) || /reason\}/.test(said);
      const isGood = listed || (HAN.test(zh) && english);
      return isGood ? [] : [name];
    });
    expect(faulty).toEqual([]);
  });
});
