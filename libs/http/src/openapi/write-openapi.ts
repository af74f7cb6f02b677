/**
 * Writes docs/reference/openapi-<service>.json from the built services, or with --check says which
 * of them is out of date:
 *
 *     node dist/libs/http/src/openapi/write-openapi.js [--check] orders routing tracking coverage
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Type } from '@nestjs/common';
import { previewOpenApi } from './preview-openapi';
import type { ApiInfo } from './openapi';

type Exports = Record<string, unknown>;

const REFERENCE_FOLDER = join('docs', 'reference');

async function main(args: readonly string[]): Promise<number> {
  const isCheck = args.includes('--check');
  const services = args.filter((arg) => !arg.startsWith('--'));
  let stale = 0;
  for (const service of services) {
    const file = join(REFERENCE_FOLDER, `openapi-${service}.json`);
    const text = await openApiText(service);
    if (!isCheck) {
      mkdirSync(REFERENCE_FOLDER, { recursive: true });
      writeFileSync(file, text);
    } else if (text !== textOf(file)) {
      process.stderr.write(`${file} is out of date. Run npm run generate and commit it.\n`);
      stale += 1;
    }
  }
  return stale === 0 ? 0 : 1;
}

async function openApiText(service: string): Promise<string> {
  const folder = resolve('dist', 'apps', service, 'src');
  const front = (await import(join(folder, 'index.js'))) as Exports;
  const configFile = join(folder, `${service}.config.js`);
  const config = existsSync(configFile) ? ((await import(configFile)) as Exports) : {};
  const moduleName = `${service[0]?.toUpperCase()}${service.slice(1)}Module`;
  const rootModule = front[moduleName];
  if (typeof rootModule !== 'function')
    throw new Error(`apps/${service}/src/index.ts does not export ${moduleName}.`);
  const document = await previewOpenApi(rootModule as Type, infoOf(service, config));
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** The options the service starts with, from its config file. */
function infoOf(service: string, config: Exports): ApiInfo {
  const isInfo = (value: unknown): value is ApiInfo =>
    typeof value === 'object' &&
    value !== null &&
    (value as Partial<ApiInfo>).service === service &&
    typeof (value as Partial<ApiInfo>).description === 'string';
  return Object.values(config).find(isInfo) ?? { service, description: `The ${service} service` };
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined; // not written yet is out of date, too
  }
}

main(process.argv.slice(2)).then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
