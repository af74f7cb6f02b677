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
const {
  JUDGED_INDICATORS,
  PARCEL_STATES,
  SCAN_KINDS,
} = require('../dist/libs/vocabulary/src/index.js');
const {
  indicatorCatalogue,
} = require('../dist/apps/coverage/src/catalogue/indicator-catalogue.js');
const { move } = require('../dist/apps/tracking/src/parcels/fold/state-transitions.js');

const {
  CHALLENGE_MOVES,
  CHALLENGE_STATE_WORDS,
  CHALLENGE_STATES,
  moveChallenge,
  mover,
} = require('../dist/apps/coverage/src/challenge-rules/challenge-state.js');
const {
  MATTERS,
  REASON_RULES,
} = require('../dist/apps/coverage/src/challenge-rules/challenge-reason.js');
const { TIME_LIMITS } = require('../dist/apps/coverage/src/challenge-rules/time-limits.js');
const {
  REPORT_MOVES,
  REPORT_STATES,
  moveReport,
} = require('../dist/apps/coverage/src/reports/report-state.js');

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

Generated from \`apps/tracking/src/parcels/fold/state-transitions.ts\`; do not edit. A row is the state before,
a column the kind of scan, the cell the state after; – means that the scan is kept and judged
\`out-of-sequence\`.

| | ${kinds.join(' | ')} |
|${'---|'.repeat(kinds.length + 1)}
${rows.join('\n')}
`;
}

const INDICATOR_WORDS = {
  zh: {
    title: '指标目录',
    intro:
      '由 `apps/coverage/src/editions` 生成，请勿手改。每个口径版本判定的是单元的集合，比率在打印时由集合算出，截断而不进位；问题和答案都带有口径版本、参数、分母、名录日期、截至日和已知至。未指明版本时用 2020。',
    edition: '口径版本',
    usual: '默认',
    counts: '何为已服务',
    population: '总体',
    evidence: '证据',
    parameters: '参数',
    parameter: ['参数', '默认', '最小', '最大', '含义'],
    order: '判定顺序（先符合者为准）',
    prescriptions: '核定的较低频次和季节性停邮（附书面理由）计入',
    denominators: '分母',
    source: '来源',
    all: '全部',
  },
  en: {
    title: 'Indicators',
    intro:
      'Generated from `apps/coverage/src/editions`; do not edit. An edition decides sets of units; rates are made of them when they are printed, truncated and never rounded up. Question and answer carry edition, parameters, denominator, register date, as-of day and known-at instant. Where no edition is named it is 2020.',
    edition: 'edition',
    usual: 'usual',
    counts: 'What counts as served',
    population: 'Population',
    evidence: 'Evidence',
    parameters: 'Parameters',
    parameter: ['parameter', 'usual', 'least', 'most', 'meaning'],
    order: 'Order of judgement (the first that applies wins)',
    prescriptions:
      'Prescribed lesser frequencies and seasonal closures (with a written reason) are heeded',
    denominators: 'Denominators',
    source: 'Source',
    all: 'all',
  },
};

function indicatorsPage(language) {
  const words = INDICATOR_WORDS[language];
  const row = (cells) => `| ${cells.join(' | ')} |`;
  const denominators = new Map();
  const sections = indicatorCatalogue().map((one) => {
    for (const { name, description } of one.denominators) denominators.set(name, description);
    const parameters = one.parameters.map(({ name, limits, meaning, words: list }) =>
      row([
        `\`${name}\``,
        limits?.usual ?? words.all,
        limits?.min ?? '–',
        limits?.max ?? '–',
        meaning[language] + (list ? `: ${list.map((word) => `\`${word}\``).join(', ')}` : ''),
      ]),
    );
    return [
      `## ${one.name[language]} \`${one.indicator}\`, ${words.edition} \`${one.edition}\`${one.usual ? ` (${words.usual})` : ''}`,
      `${words.counts}: ${one.definition[language]}`,
      [
        `- ${words.population}: ${one.population[language]}`,
        `- ${words.evidence}: ${one.evidence[language]}`,
        ...(one.heedsPrescriptions ? [`- ${words.prescriptions}`] : []),
        `- ${words.source}: ${one.source[language]}`,
      ].join('\n'),
      [row(words.parameter), row(words.parameter.map(() => '---')), ...parameters].join('\n'),
      `${words.order}:`,
      one.precedence.map(({ meaning }, i) => `${i + 1}. ${meaning[language]}`).join('\n'),
    ].join('\n\n');
  });
  const list = [...denominators].map(([name, text]) => `- \`${name}\`: ${text[language]}`);
  return `# ${words.title}\n\n${words.intro}\n\n${sections.join('\n\n')}\n\n## ${words.denominators}\n\n${list.join('\n')}\n`;
}

const machine = (
  states,
  moves,
  move,
  head = (name) => name,
) => `| | ${moves.map(head).join(' | ')} |
|${'---|'.repeat(moves.length + 1)}
${states.map((s) => `| ${s} | ${moves.map((m) => move(s, m) ?? '–').join(' | ')} |`).join('\n')}`;

function challengesPage() {
  const matters = MATTERS.map((matter) => {
    const move = (state, by) => moveChallenge(state, by, matter);
    const table = machine(CHALLENGE_STATES, CHALLENGE_MOVES, move, (m) => `${m} (${mover(m)})`);
    const title =
      matter === 'register' ? 'That say the register is wrong' : `That claim \`${matter}\``;
    return `### ${title}\n\n${table}`;
  });
  const names = CHALLENGE_STATES.map((state) => {
    const { zh, en } = CHALLENGE_STATE_WORDS[state];
    return `| ${state} | ${zh} | ${en} |`;
  });
  const reasons = Object.entries(REASON_RULES).map(([word, rule]) => {
    const of = rule.indicators.length === JUDGED_INDICATORS.length ? ['all'] : rule.indicators;
    const rules = rule.isAboutRegister ? 'nothing: referred' : rule.claims.join(', ');
    return `| ${word} | ${rule.zh} | ${rule.en} | ${of.join(', ')} | ${rules} |`;
  });
  const limits = TIME_LIMITS.map(
    (l) => `| ${l.from} | ${l.answerDays} | ${l.settleDays} | ${l.rulingDays} | ${l.source} |`,
  );
  return `# States of reports and challenges

Generated from \`apps/coverage/src/challenge-rules\` and \`apps/coverage/src/reports\`; do not edit. A row is the
state before, a column the step, the cell the state after; – means that the step is refused.

## Challenges (申诉)

${matters.join('\n\n')}

| state | 状态 | meaning |
|---|---|---|
${names.join('\n')}

A challenge that is upheld becomes a ruling on the state; one that is referred becomes none, and waits in
\`GET /v1/challenges?state=referred\` for whoever reviews the lineage of the register. Days that each may
take, from the day on which the time begins to run; the clock (time-out) decides on the day after the last:

| from | answer | settlement | a ruling counts | source |
|---|---|---|---|---|
${limits.join('\n')}

A reason may be said of some indicators and rule some states only:

| reason | 理由 | meaning | indicators | may rule |
|---|---|---|---|---|
${reasons.join('\n')}

## Reports (报告)

A review is for another organisation than the one that froze the report.

${machine(REPORT_STATES, REPORT_MOVES, moveReport)}
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
  await page('indicators.zh.md', indicatorsPage('zh')),
  await page('indicators.en.md', indicatorsPage('en')),
  await page('challenge-states.md', challengesPage()),
  await page('asyncapi.json', asyncApi(), 'json'),
];
const openapi = spawnSync(
  process.execPath,
  ['dist/libs/http/src/openapi/write-openapi.js', ...(isCheck ? ['--check'] : []), ...SERVICES],
  { stdio: 'inherit' },
);
process.exitCode = pages.every(Boolean) && openapi.status === 0 ? 0 : 1;
