// Writes docs/reference from what the build says, or with --check tells which page no longer says the same.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { format } from 'prettier';

const require = createRequire(import.meta.url);
const isCheck = process.argv.includes('--check');
const SERVICES = ['orders', 'routing', 'tracking', 'coverage'];

if (!existsSync('dist/libs/contracts/src/index.js')) {
  process.stderr.write('Nothing is built yet: npm run build\n');
  process.exit(1);
}
const { ALL_CONTRACTS, envelopeSchema } = require('../dist/libs/contracts/src/index.js');
const { PARCEL_STATES, SCAN_KINDS } = require('../dist/libs/vocabulary/src/index.js');
const { move } = require('../dist/apps/tracking/src/parcels/state-transitions.js');

function topicsPage() {
  const contracts = ALL_CONTRACTS.toSorted((a, b) => (a.topic < b.topic ? -1 : 1));
  const sections = contracts.map(
    (c) => `## \`${c.topic}\`

${c.why}

- type \`${c.type}\`, published by **${c.owner}**
- up to ${c.maxRowsPerRecord} rows a record; fields: ${Object.keys(c.rowSchema.properties)
      .map((f) => `\`${f}\``)
      .join(', ')}

\`\`\`json
${JSON.stringify(c.example, null, 2)}
\`\`\`
`,
  );
  return `# Topics and events\n\nGenerated from \`libs/contracts\`; do not edit.\n\n${sections.join('\n')}`;
}

function statesPage() {
  const kinds = SCAN_KINDS;
  const before = PARCEL_STATES.filter((s) => !['unknown', 'booked', 'cancelled'].includes(s));
  const rows = ['untouched', ...before].map(
    (state) => `| ${state} | ${kinds.map((kind) => move(state, kind) ?? '–').join(' | ')} |`,
  );
  return `# States of a parcel

Generated from \`apps/tracking/src/parcels/state-transitions.ts\`; do not edit. A row is the state before,
a column the kind of scan, the cell the state after; – means that the scan is kept and judged
\`out-of-sequence\`.

| | ${kinds.join(' | ')} |
|${'---|'.repeat(kinds.length + 1)}
${rows.join('\n')}
`;
}

/** AsyncAPI 3: each topic a channel with its one message; each service sends what it owns. */
function asyncApi() {
  const contracts = ALL_CONTRACTS.toSorted((a, b) => (a.topic < b.topic ? -1 : 1));
  const idOf = (c) => c.type.split('.').at(-2);
  const each = (entry) => Object.fromEntries(contracts.map(entry));
  return JSON.stringify({
    asyncapi: '3.0.0',
    info: { title: 'Youlu events', version: '1', description: 'CloudEvents 1.0 in chunks.' },
    defaultContentType: 'application/json',
    channels: each((c) => [
      idOf(c),
      {
        address: c.topic,
        description: c.why,
        messages: { [idOf(c)]: { $ref: `#/components/messages/${idOf(c)}` } },
      },
    ]),
    operations: each((c) => [
      `${c.owner}-sends-${idOf(c)}`,
      { action: 'send', channel: { $ref: `#/channels/${idOf(c)}` }, tags: [{ name: c.owner }] },
    ]),
    components: {
      messages: each((c) => [
        idOf(c),
        { name: c.type, contentType: 'application/json', payload: envelopeSchema(c) },
      ]),
    },
  });
}

async function page(file, text, parser = 'markdown') {
  const pretty = await format(text, { parser, printWidth: 100 });
  const path = `docs/reference/${file}`;
  if (!isCheck) {
    mkdirSync('docs/reference', { recursive: true });
    writeFileSync(path, pretty);
    return true;
  }
  const same = existsSync(path) && readFileSync(path, 'utf8') === pretty;
  if (!same) process.stderr.write(`${path} is out of date. Run npm run generate and commit it.\n`);
  return same;
}

const pages = [
  await page('topics.md', topicsPage()),
  await page('parcel-states.md', statesPage()),
  await page('asyncapi.json', asyncApi(), 'json'),
];
const openapi = spawnSync(
  process.execPath,
  ['dist/libs/http/src/write-openapi.js', ...(isCheck ? ['--check'] : []), ...SERVICES],
  { stdio: 'inherit' },
);
process.exitCode = pages.every(Boolean) && openapi.status === 0 ? 0 : 1;
