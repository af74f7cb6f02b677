// node test/recount/recount.mjs DIR: computes coverage.csv, units.csv, projects.csv and flows.csv of a run
// again from its requests.ndjson.gz alone, and compares them line by line; restatement.csv by its sums.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  DENOMINATORS,
  INDICATORS,
  readRegister,
  recountRates,
  recountUnits,
  unitLine,
} from './coverage.mjs';
import { recountFlows, recountGoods, recountProjects } from './flows.mjs';
import { recountParcels } from './parcels.mjs';
import { readRequests } from './requests.mjs';
import { compareRestatement } from './restatement.mjs';

const HEADERS = {
  'coverage.csv':
    'code,name,level,indicator,denominator_name,denominator,declared,observed,declared_only,contradicted,not_served,unknown,excluded',
  'units.csv':
    'code,name,level,kind,parent_code,indicator,state,rule,declared_from,first_evidence_at,last_evidence_at,evidence_count',
  'projects.csv':
    'project,track,place_codes,period,opening,counted,sample,to_date,threshold,qualifies,simulated',
  'flows.csv': 'product,origin_county,destination,direction,day,parcels',
};

/** @returns the lines of each file, and what they were made of. */
async function recount(folder) {
  const requests = await readRequests(join(folder, 'requests.ndjson.gz'));
  const { scenario, asOf } = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
  const parcels = recountParcels(requests);
  const goods = recountGoods(parcels, requests.links);
  const units = readRegister(requests.rows['/v1/registers'][0].csv);
  const { rows, links } = requests;
  const world = { rows, parcels, links, units, scope: scenario.scope, asOf };
  const judged = INDICATORS.map((i) => recountUnits(i, world));
  const files = {
    'coverage.csv': INDICATORS.flatMap((i, n) =>
      DENOMINATORS.flatMap((d) => recountRates(i, d, judged[n], world)),
    ),
    'units.csv': judged.flat().map(unitLine),
    'projects.csv': recountProjects(requests.rows['/v1/projects'], goods),
    'flows.csv': recountFlows(goods),
  };
  return { files, judged, world };
}

/** @returns the differences, empty when every line is the same. */
export async function compare(folder) {
  const differences = [];
  const { files: expected, judged, world } = await recount(folder);
  for (const [file, lines] of Object.entries(expected)) {
    const [header, ...told] = readFileSync(join(folder, file), 'utf8').trimEnd().split('\n');
    if (header !== HEADERS[file]) differences.push(`${file}: header is ${header}`);
    const here = new Set(lines);
    const there = new Set(told);
    if (told.length !== there.size) differences.push(`${file}: a line stands twice`);
    for (const line of there) if (!here.has(line)) differences.push(`${file}: reported ${line}`);
    for (const line of here) if (!there.has(line)) differences.push(`${file}: recounted ${line}`);
  }
  const restated = compareRestatement(folder, judged, world);
  differences.push(...restated.differences);
  return { differences, lines: Object.values(expected).flat().length + restated.rows };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { differences, lines } = await compare(process.argv[2]);
  for (const d of differences.slice(0, 40)) process.stdout.write(`${d}\n`);
  process.stdout.write(`${lines} lines recounted, ${differences.length} differences\n`);
  process.exitCode = differences.length > 0 ? 1 : 0;
}
