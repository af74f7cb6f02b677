import { createWriteStream, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Scenario } from '../load/scenario';
import type { LogicalRequest } from '../requests/request';
import { requestsOf } from '../requests/requests';
import { truthCsv } from '../requests/truth';

/** Node writes no time into a gzip header, so the same lines are the same bytes. */
const GZIP_LEVEL = 3;
const LINES_AT_ONCE = 64;

/** Writes requests.ndjson.gz and truth.csv, from the generator alone: no run leaves a trace in them. */
export async function writeOutputs(folder: string, scenario: Scenario): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const requests = join(folder, 'requests.ndjson.gz');
  await pipeline(
    Readable.from(textOf(requestsOf(scenario))),
    createGzip({ level: GZIP_LEVEL }),
    createWriteStream(`${requests}.part`),
  );
  renameSync(`${requests}.part`, requests);
  const truth = join(folder, 'truth.csv');
  writeFileSync(`${truth}.part`, truthCsv(scenario.planted));
  renameSync(`${truth}.part`, truth);
}

function* textOf(requests: Iterable<LogicalRequest>): Generator<string> {
  let lines: string[] = [];
  for (const { path, body, businessTime } of requests) {
    lines.push(`${JSON.stringify({ path, body, businessTime })}\n`);
    if (lines.length < LINES_AT_ONCE) continue;
    yield lines.join('');
    lines = [];
  }
  yield lines.join('');
}
