import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { processOptions } from '../apps/standalone/src/launcher/processes/process-options';

interface ComposeService {
  image: string;
  build?: { context: string; dockerfile: string };
  command?: string[];
  depends_on?: Record<string, { condition: string }>;
  environment?: Record<string, string>;
  healthcheck?: { test: string[] };
  ports?: string[];
  volumes?: string[];
}
interface Compose {
  services: Record<string, ComposeService>;
  volumes: Record<string, unknown>;
}

const ROOT = join(__dirname, '..');
const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const load = (yaml: string): Compose => parse(yaml, { merge: true, strict: true }) as Compose;
const validate = new Ajv({ allErrors: true, strict: false }).compile(
  JSON.parse(text('deploy/compose.schema.json')) as object,
);

const SERVICES = ['orders', 'routing', 'tracking', 'coverage'];
const source = text('docker-compose.yml');
const compose = load(source);
const services = Object.entries(compose.services);
const image = text('deploy/images/Dockerfile');
const nodeOptions = (/NODE_OPTIONS=(\S+)/.exec(image)?.[1] ?? '').split(',');

describe('docker-compose.yml', () => {
  it('says only what the schema knows', () => {
    validate(compose);
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each([
    ['a port open to other machines', '127.0.0.1:8081:8081', '8081:8081'],
    ['a misspelt key', 'healthcheck: *healthcheck', 'healtcheck: *healthcheck'],
    ['an image without a version', 'apache/kafka:4.1.1', 'apache/kafka'],
    ['a number where a variable must be text', "PORT: '8083'", 'PORT: 8083'],
    ['an unknown condition', 'service_healthy', 'service_well'],
  ])('would not pass with %s', (_what, good, bad) => {
    expect(source).toContain(good);
    expect(validate(load(source.replace(good, bad)))).toBe(false);
  });

  it('starts the engines and each of the four services', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['kafka', 'postgres', ...SERVICES].sort());
  });

  it.each(SERVICES)('gives %s its program, its port and what it needs', (name) => {
    const service = compose.services[name];
    const own = processOptions(name).filter((option) => !nodeOptions.includes(option));
    expect(service?.command).toEqual(['node', ...own, `dist/apps/${name}/src/main.js`]);
    const port = service?.environment?.PORT ?? '';
    expect(service?.ports).toEqual([`127.0.0.1:${port}:${port}`]);
    expect(service?.environment).toMatchObject({
      ALLOW_UNAUTHENTICATED: '1',
      HOST: '0.0.0.0',
      KAFKA_BROKERS: 'kafka:9092',
    });
    expect(service?.depends_on).toEqual({
      postgres: { condition: 'service_healthy' },
      kafka: { condition: 'service_healthy' },
    });
  });

  it('has no port in common and waits only for what exists and can be waited for', () => {
    const ports = services.flatMap(([, service]) => service.ports ?? []);
    expect(new Set(ports).size).toBe(ports.length);
    for (const [, service] of services) {
      for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
        const needed = compose.services[other];
        expect(needed).toBeDefined();
        if (condition === 'service_healthy') expect(needed?.healthcheck).toBeDefined();
      }
    }
  });

  it('names only files and volumes that exist', () => {
    for (const [, service] of services) {
      if (service.build) expect(existsSync(join(ROOT, service.build.dockerfile))).toBe(true);
      for (const volume of service.volumes ?? []) {
        expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
      }
      const program = /^dist\/(.*)\.js$/.exec(service.command?.at(-1) ?? '')?.[1];
      if (program) expect(existsSync(join(ROOT, `${program}.ts`))).toBe(true);
    }
    expect(existsSync(join(ROOT, 'deploy/images/healthy.cjs'))).toBe(true);
  });

  it('takes with it what the archive of scans and the version in a frozen report need', () => {
    // DuckDB's builds for one platform are optional packages; the lock file marks the program's folder.
    expect(image).toContain('npm prune --omit=dev &&');
    expect(image).not.toContain('--omit=optional');
    expect(image).toMatch(/^COPY --from=build \S+package\.json \S+package-lock\.json \.\/$/m);
  });
});
