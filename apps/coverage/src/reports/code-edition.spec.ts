import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { codeEdition, editionIn } from './code-edition.client';

const SOURCE = join(__dirname, '..');
const VOCABULARY = join(SOURCE, '../../../libs/vocabulary/src');

/** All files of the service that a file is made with, itself too. */
function madeWith(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  const text = readFileSync(file, 'utf8');
  for (const [, path = ''] of text.matchAll(/^(?:import|export)[^;]*? from '(\.[^']+)'/gms)) {
    madeWith(`${join(dirname(file), path)}.ts`, found);
  }
  return found;
}

describe('the edition of the program', () => {
  let copy: string;
  const source = (): string => join(copy, 'apps/coverage/src');

  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'youlu-edition-'));
    cpSync(SOURCE, source(), { recursive: true });
    cpSync(VOCABULARY, join(copy, 'libs/vocabulary/src'), { recursive: true });
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('is another one once any file is another that a frozen unit is made with', () => {
    const files = [...madeWith(join(SOURCE, 'reports/judged-sets.query.ts'))];
    expect(files.length).toBeGreaterThan(70);
    let before = JSON.stringify(editionIn(join(source(), 'reports')).rules);
    expect(JSON.parse(before)).toEqual(codeEdition().rules);
    const unnoticed = files.filter((file) => {
      appendFileSync(join(source(), relative(SOURCE, file)), '\n// another program');
      const now = JSON.stringify(editionIn(join(source(), 'reports')).rules);
      const isSame = now === before;
      before = now;
      return isSame;
    });
    expect(unnoticed).toEqual([]);
  });

  it.each([
    ['evidence', 'evidence/replace-evidence.use-case.ts'],
    ['evidence', 'evidence/visits/record-visits.use-case.ts'],
    ['facts-about-units', 'facts-about-units/evidence-facts.query.ts'],
    ['base-register', 'base-register/ways-to-base.query.ts'],
    ['lineage', 'lineage/succession/succession.ts'],
    ['lineage', 'lineage/proposing/apply-policy.ts'],
    ['changes', 'changes/changes-in-force.query.ts'],
    ['rulings', 'rulings/rulings-in-force.query.ts'],
    ['judgement', 'judgement/judge.ts'],
    ['indicators', 'indicators/open-question.query.ts'],
    ['editions', 'editions/village-express.2020.ts'],
    ['declarations', 'declarations/declarations-in-force.query.ts'],
    ['parcel-links', 'parcel-links/keep-parcel-links.use-case.ts'],
    ['own-lists', 'own-lists/own-lists.query.ts'],
    ['village-days', 'village-days/keep-village-days.use-case.ts'],
    ['units', 'units/project-units.use-case.ts'],
    ['vocabulary', '../../../libs/vocabulary/src/time.ts'],
  ])('has in %s the file %s', (folder, file) => {
    const path = join(source(), file);
    expect(existsSync(path)).toBe(true);
    const before = editionIn(join(source(), 'reports')).rules;
    appendFileSync(path, '\n// another program');
    const now = editionIn(join(source(), 'reports')).rules;
    const other = Object.keys(now).filter((name) => now[name] !== before[name]);
    expect(other).toEqual([folder]);
  });

  it('is the same whatever its tests say', () => {
    const before = editionIn(join(source(), 'reports')).rules;
    appendFileSync(join(source(), 'judgement/judge.spec.ts'), '\n// another test');
    appendFileSync(join(source(), 'reports/reports.int-spec.ts'), '\n// another test');
    expect(editionIn(join(source(), 'reports')).rules).toEqual(before);
  });
});
