import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createService } from '@youlu/http';
import { Database } from '@youlu/persistence';
import { type TestEnvironment, testEnvironment, waitUntil } from '@youlu/testing';
import { parse } from 'yaml';
import { TrackingModule, trackingDefinition } from '../apps/tracking/src';

jest.setTimeout(60_000);

interface Rule {
  alert: string;
  expr: string;
  for?: string;
  labels: { severity: string };
  annotations: { summary: string; runbook: string };
}
const text = (path: string): string => readFileSync(join(__dirname, '..', path), 'utf8');
const { groups } = parse(text('deploy/prometheus/alerts.yml'), { strict: true }) as {
  groups: { name: string; rules: Rule[] }[];
};
const rules = groups.flatMap((group) => group.rules);
interface Case {
  name: string;
  alert_rule_test: { alertname: string; exp_alerts: unknown[] }[];
}
const { tests } = parse(text('deploy/prometheus/alerts.test.yml'), { strict: true }) as {
  tests: Case[];
};
const runbook = text('docs/operations/alerts.md');

/** What Prometheus adds to every sample of a target. */
const OF_THE_TARGET = new Set(['instance', 'job']);
const WORDS = new Set(
  `sum max min avg count by without and or unless on ignoring rate increase histogram_quantile`.split(
    ' ',
  ),
);

/** The names and labels of an expression: metrics, and whatever stands in braces or lists. */
function namesOf(expr: string): { metrics: string[]; labels: string[] } {
  const labels: string[] = [];
  const rest = expr
    .replace(/\b(by|on|without|ignoring)\s*\(([^)]*)\)/g, (_all, _word, list: string) => {
      labels.push(...list.split(',').map((label) => label.trim()));
      return ' ';
    })
    .replace(/\{([^}]*)\}/g, (_all, matchers: string) => {
      labels.push(...[...matchers.matchAll(/([a-z_]+)\s*[=!]/g)].map(([, label]) => label ?? ''));
      return ' ';
    })
    .replace(/\[\d+[smhd]\]/g, ' ')
    .replace(/\b\d+(\.\d+)?(e\d+)?\b/g, ' ');
  const metrics = [...rest.matchAll(/[a-z_][a-z0-9_]*/g)].map(([word]) => word);
  return { metrics: metrics.filter((word) => !WORDS.has(word) && word !== 'up'), labels };
}

describe('the alert rules', () => {
  let place: TestEnvironment;
  let app: NestFastifyApplication;
  let shown: string;

  beforeAll(async () => {
    place = await testEnvironment([trackingDefinition]);
    const config = { host: '127.0.0.1', port: 0, allowedHosts: [] };
    const options = { service: 'tracking', description: 'tracking', defaultPort: 0, config };
    app = await createService(TrackingModule, options);
    await app.get(Database, { strict: false }).transaction((tx) =>
      tx.execute(
        `INSERT INTO dead_letters (consumer, topic, partition, "offset", row_index, value, headers,
           code, reason, parked_at)
         VALUES ('tracking.scan-writer', 'tracking.scan', 0, 0, 0, '\\x00', '{}', 'row.invalid', 'x', 1)`,
      ),
    );
    await app.inject('/v1/volumes?place=653024');
    const scrape = async (): Promise<string> => (await app.inject('/metrics')).body;
    await waitUntil(async () => (shown = await scrape()).includes('lag_records{'), 20_000);
  });
  afterAll(async () => {
    await app?.close();
    await place?.close();
  });

  const samplesOf = (metric: string): string[] =>
    shown
      .split('\n')
      .filter((line) => line.startsWith(`${metric}{`) || line.startsWith(`${metric} `));

  it.each(rules.map((rule) => [rule.alert, rule] as const))(
    '%s speaks of what a running service shows',
    (_name, { expr }) => {
      const { metrics, labels } = namesOf(expr);
      if (!/\bup\b/.test(expr)) expect(metrics).not.toEqual([]);
      for (const metric of metrics)
        expect([metric, samplesOf(metric).length > 0]).toEqual([metric, true]);
      const samples = metrics.flatMap(samplesOf).join('\n');
      for (const label of labels.filter((one) => !OF_THE_TARGET.has(one))) {
        expect([label, samples.includes(`${label}="`)]).toEqual([label, true]);
      }
    },
  );

  it.each(rules.map((rule) => [rule.alert, rule] as const))(
    '%s has a page that says what to do',
    (name, { labels, annotations, for: held = '0m' }) => {
      expect(['warning', 'critical']).toContain(labels.severity);
      expect(held).toMatch(/^\d+m$/);
      expect(annotations.runbook).toBe(`docs/operations/alerts.md#${name.toLowerCase()}`);
      expect(runbook).toContain(`\n### ${name}\n`);
    },
  );

  it('have each a case that Prometheus can be asked about', () => {
    const seen = tests.flatMap(({ alert_rule_test: asked }) =>
      asked.filter(({ exp_alerts: told }) => told.length > 0).map(({ alertname }) => alertname),
    );
    expect([...new Set(seen)].sort()).toEqual(rules.map(({ alert }) => alert).sort());
  });

  it.each(rules.map((rule) => [rule.alert, rule] as const))(
    '%s does not add up what every process says of the same log or table',
    (_name, { expr }) => {
      expect(expr).not.toMatch(/sum by \([^)]*\) \(messaging_(consumer_lag|outbox|dead_letters)/);
    },
  );

  it('would miss a metric that is not there', () => {
    const { metrics, labels } = namesOf(
      'sum by (consumer) (rate(nobody_counts{x="y"}[5m])) > 1.5e9',
    );
    expect([metrics, labels]).toEqual([['nobody_counts'], ['consumer', 'x']]);
    expect(samplesOf('nobody_counts')).toEqual([]);
  });

  it('shows lag by consumer and topic, letters by reason, and an outbox at rest', () => {
    expect(shown).toContain(
      'messaging_consumer_lag_records{consumer="tracking.scan-writer",topic="tracking.scan"} 0',
    );
    expect(shown).toContain(
      'messaging_dead_letters{service="tracking",consumer="tracking.scan-writer",topic="tracking.scan",code="row.invalid",state="parked"} 1',
    );
    expect(shown).toContain('messaging_outbox_oldest_seconds{service="tracking"} 0');
    expect(shown).toContain(
      'messaging_batch_seconds_bucket{consumer="tracking.scan-writer",le="+Inf"} 0',
    );
  });

  it('asks Kafka and the database once in ten seconds, however often it is scraped', async () => {
    const db = app.get(Database, { strict: false });
    const query = jest.spyOn(db, 'query');
    await Promise.all(Array.from({ length: 20 }, () => app.inject('/metrics')));
    const asked = query.mock.calls.filter(([sql]) => /outbox|dead_letters/.test(sql));
    expect(asked.length).toBeLessThanOrEqual(2);
    query.mockRestore();
  });
});
