import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Each boundary rule must catch its planted violation, and nothing else may be reported there:
 * published projects have architecture tests that cannot fail.
 */
const ROOT = join(__dirname, '../..');
const PLANTED = join(__dirname, 'planted');

const rules = (require('../../.dependency-cruiser.cjs') as { forbidden: { name: string }[] })
  .forbidden;
const LINT_RULES: Record<string, string> = {
  'env-only-in-config': 'no-process-env',
  'domain-has-no-clock': 'no-restricted-properties',
  'domain-has-no-chance': 'no-restricted-properties',
};
/** Rules about domain files hold two folders deep and for the edition of a year as well. */
const DOMAIN_FILES = ['shipment.ts', 'booking/price.ts', 'booking/tariff.2020.ts'].map(
  (name) => `apps/orders/src/shipments/${name}`,
);

function cruise(folder: string): { rule: { name: string }; from: string }[] {
  const script = join(__dirname, 'cruise.mjs');
  const out = execFileSync(process.execPath, [script, folder], { cwd: ROOT, encoding: 'utf8' });
  return JSON.parse(out) as { rule: { name: string }; from: string }[];
}

/** Lints a copy that stands where the rules' globs expect it: `apps/…` beside the configuration. */
function lint(folder: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'youlu-planted-'));
  try {
    cpSync(folder, copy, { recursive: true });
    cpSync(join(ROOT, '.oxlintrc.json'), join(copy, '.oxlintrc.json'));
    const oxlint = join(ROOT, 'node_modules/oxlint/bin/oxlint');
    const run = spawnSync(process.execPath, [oxlint, '--format=unix', 'apps'], {
      cwd: copy,
      encoding: 'utf8',
    });
    return run.stdout;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

describe('boundaries', () => {
  it('have one planted violation for each rule', () => {
    const planted = readdirSync(PLANTED).sort();
    const expected = [...rules.map((r) => r.name), ...Object.keys(LINT_RULES)].sort();
    expect(planted).toEqual(expected);
  });

  it.each(rules.map((r) => r.name))('%s catches its planted violation', (name) => {
    const found = cruise(join(PLANTED, name)).map((v) => v.rule.name);
    expect(found).toContain(name);
  });

  it.each(Object.entries(LINT_RULES))('%s catches its planted violation', (name, rule) => {
    expect(lint(join(PLANTED, name))).toContain(rule);
  });

  it('know a domain file in whatever folder it lies', () => {
    const found = cruise(join(PLANTED, 'domain-is-pure'));
    expect(found.map(({ from }) => from).sort()).toEqual([...DOMAIN_FILES].sort());
  });

  it.each(['domain-has-no-clock', 'domain-has-no-chance'])(
    '%s knows a domain file in whatever folder it lies',
    (name) => {
      const said = lint(join(PLANTED, name));
      expect(DOMAIN_FILES.filter((file) => !said.includes(file))).toEqual([]);
    },
  );
});
