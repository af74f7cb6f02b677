import { FixedHistogram } from './fixed-histogram';
import { InFlightRegistry } from './in-flight';
import { JsonLogger } from './logger';
import { loggingConfigFromEnv } from './logging.config';
import { type CountedValue, Metrics } from './metrics';
import { ReadinessRegistry } from './readiness';

describe('the log', () => {
  const lines: string[] = [];
  const log = new JsonLogger({ level: 'info' }, { write: (line: string) => lines.push(line) });
  const last = () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown>;
  afterEach(() => lines.splice(0));

  it('is one JSON line per event, with time and level', () => {
    log.event('info', 'relayed', { rows: 3, service: 'orders' });
    expect(last()).toMatchObject({ level: 'info', msg: 'relayed', rows: 3, service: 'orders' });
    expect(Date.parse(String(last().time))).not.toBeNaN();
    log.debug('not at this level');
    expect(lines).toHaveLength(1);
  });

  it('takes what Nest passes: message, stack, context', () => {
    log.error('broken', 'Error: broken\n  at x', 'Injector');
    expect(last()).toMatchObject({ level: 'error', msg: 'broken', context: 'Injector' });
    expect(last().stack).toContain('at x');
    log.log('started', 'NestFactory');
    expect(last()).toMatchObject({ msg: 'started', context: 'NestFactory' });
    expect(last().stack).toBeUndefined();
  });

  it('keeps an error with its stack and code', () => {
    log.failure('gave up', Object.assign(new Error('gone'), { code: '57P01' }), { topic: 't' });
    expect(last()).toMatchObject({ error: 'gone', code: '57P01', topic: 't', msg: 'gave up' });
    expect(last().stack).toContain('observability.spec');
  });

  it('never writes who, where they live or how to log in', () => {
    log.log({ phone: '13900000000', to: { address: 'Street 1', recipient: 'Li' }, kept: 1 });
    const line = lines.at(-1) ?? '';
    expect(line).not.toMatch(/139|Street|Li"/);
    expect(line).toContain('"kept":1');
  });

  it('refuses a level it does not know', () => {
    expect(loggingConfigFromEnv({}).level).toBe('info');
    expect(() => loggingConfigFromEnv({ LOG_LEVEL: 'loud' })).toThrow(/LOG_LEVEL must be one of/);
  });
});

describe('readiness', () => {
  it('is everybody’s word, and no longer given once the process stops', async () => {
    const readiness = new ReadinessRegistry();
    readiness.register('kafka', () => undefined);
    readiness.register('database', async () => undefined);
    expect(await readiness.read()).toEqual({
      ready: true,
      checks: { database: 'ready', kafka: 'ready' },
    });
    readiness.register('kafka', () => 'Start the broker.');
    expect(await readiness.read()).toMatchObject({
      ready: false,
      checks: { kafka: 'Start the broker.' },
    });
    readiness.unregister('kafka');
    readiness.close();
    expect((await readiness.read()).ready).toBe(false);
  });

  it('takes a failing check for a no, without its message', async () => {
    const readiness = new ReadinessRegistry();
    const error = Object.assign(new Error('postgres://user:secret@host'), { code: 'ECONNREFUSED' });
    readiness.register('database', () => Promise.reject(error));
    expect(await readiness.read()).toEqual({
      ready: false,
      checks: { database: 'Failed with ECONNREFUSED.' },
    });
  });

  it('does not wait for ever', async () => {
    jest.useFakeTimers();
    const readiness = new ReadinessRegistry();
    readiness.register('database', () => new Promise(() => undefined));
    const reading = readiness.read();
    await jest.advanceTimersByTimeAsync(2_000);
    jest.useRealTimers();
    expect((await reading).checks.database).toBe('No answer in 2000 ms.');
  });
});

it('adds up what is in flight by kind', async () => {
  const inFlight = new InFlightRegistry();
  inFlight.register(() => ({ work: { outbox: 2, lag: 5 }, activity: 10 }));
  const takeBack = inFlight.register(async () => ({ work: { outbox: 1 }, activity: 1 }));
  expect(await inFlight.read()).toEqual({ outbox: 3, lag: 5, total: 8, activity: 11 });
  takeBack();
  expect(await inFlight.read()).toEqual({ outbox: 2, lag: 5, total: 7, activity: 10 });
});

it('exposes requests by route and others’ counters by name', async () => {
  const metrics = new Metrics();
  metrics.observeHttp('GET', '/v1/x/:id', 200, 0.004);
  metrics.observeHttp('GET', '/v1/x/:id', 200, 0.004);
  metrics.counter('things_total', 'Things', ['kind']).inc({ kind: 'a' }, 3);
  const counted: CountedValue[] = [
    { name: 'rows_applied', labels: { consumer: 'c.x' }, value: 7 },
    { name: 'bytes_sent', labels: {}, value: 9 },
    { name: 'rows_applied', labels: { consumer: 'c.y' }, value: 1 },
  ];
  metrics.showCounters('messaging', () => counted);
  const text = await metrics.text();
  expect(text).toContain(
    'http_request_duration_seconds_count{method="GET",route="/v1/x/:id",status="200"} 2',
  );
  expect(text).toContain('things_total{kind="a"} 3');
  expect(text.slice(text.indexOf('# HELP messaging'))).toBe(
    `# HELP messaging_rows_applied rows applied since the process began
# TYPE messaging_rows_applied counter
messaging_rows_applied{consumer="c.x"} 7
messaging_rows_applied{consumer="c.y"} 1
# HELP messaging_bytes_sent bytes sent since the process began
# TYPE messaging_bytes_sent counter
messaging_bytes_sent 9
`,
  );
});

it('counts into a histogram whose buckets add up', () => {
  const histogram = new FixedHistogram([1, 10], { consumer: 'c' });
  for (const value of [1, 2, 10, 11]) histogram.observe(value);
  const values = histogram.samples().map(({ suffix, labels, value }) => [suffix, labels.le, value]);
  expect(values).toEqual([
    ['_bucket', '1', 1],
    ['_bucket', '10', 3],
    ['_bucket', '+Inf', 4],
    ['_sum', undefined, 24],
    ['_count', undefined, 4],
  ]);
});
