import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const read = (file: string): unknown => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));

describe('the aliases of the libraries', () => {
  const { compilerOptions } = read('tsconfig.json') as {
    compilerOptions: { paths: Record<string, string[]> };
  };

  it('are the same for the type checker and the compiler', () => {
    const { jsc } = read('.swcrc') as { jsc: { paths: Record<string, string[]> } };
    expect(jsc.paths).toEqual(compilerOptions.paths);
  });

  it('name every library and nothing else', () => {
    const libraries = readdirSync(join(ROOT, 'libs')).map((l) => `@youlu/${l}`);
    expect(Object.keys(compilerOptions.paths).sort()).toEqual(libraries.sort());
  });

  it('belong to projects that nest-cli.json knows', () => {
    const { projects } = read('nest-cli.json') as { projects: Record<string, { root: string }> };
    const folders = ['apps', 'libs'].flatMap((d) =>
      readdirSync(join(ROOT, d)).map((f) => `${d}/${f}`),
    );
    expect(
      Object.values(projects)
        .map((p) => p.root)
        .sort(),
    ).toEqual(folders.sort());
  });
});
