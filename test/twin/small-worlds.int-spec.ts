import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { formatInstant, parseInstant, startOfDay } from '@youlu/vocabulary';
import {
  REAL_REGISTER,
  type RunningCoverage,
  startCoverage,
} from '../../apps/coverage/src/testing/running-coverage';
import {
  SMALL_REGISTER_CSV,
  type SmallWorld,
  anySmallWorld,
} from '../../apps/coverage/src/testing/small-worlds';
import { clearWorld, declareWorld, tellWorld } from '../../apps/coverage/src/testing/told-world';
import { EDITIONS, Twin, type TwinQuestion } from './twin.mjs';

const VILLAGE = '653024200201';
const BASE = REAL_REGISTER.registerDate;
const LEVELS = ['region', 'prefecture', 'group', 'county', 'unit4'];
const WORLDS = 6;
const SEED = 20200630;

/** The point in the village keeps hours, and what happens there happens in the village. */
function withPoint(world: SmallWorld): SmallWorld {
  const hours = { openWeekdays: [1, 3, 5], opensAtMinute: 600, closesAtMinute: 1020 };
  return {
    ...world,
    nodes: world.nodes.map((node) =>
      node.nodeId === 'n-2' ? { ...node, placeCode: VILLAGE, ...hours } : node,
    ),
    snapshots: world.snapshots.map((parcel) => ({
      ...parcel,
      facts: parcel.facts.map((fact) =>
        fact.nodeId === 'n-2' ? { ...fact, placeCode: VILLAGE } : fact,
      ),
    })),
    declarations: world.declarations.map((row, i) => ({
      ...row,
      mode: row.indicator === 'village-express' && i % 2 === 0 ? 'direct' : row.mode,
    })),
  };
}

/** Lists that no register has: made up, and marked so. */
const TARGETS = [
  { targetId: 'po-1', list: 'township-post-office', placeCode: '653024200', nodeId: 'n-0' },
  { targetId: 'po-2', list: 'township-post-office', placeCode: '653024100' },
  { targetId: 'bh-1', list: 'border-hamlet', placeCode: VILLAGE, nodeId: 'n-2' },
  { targetId: 'bh-2', list: 'border-hamlet', placeCode: '653023100201', nodeId: 'n-1' },
].map((row, i) => ({
  ...row,
  name: `对象${i}`,
  ...(i % 2 === 0 ? { servedFrom: '2020-08-01' } : {}),
  from: '2020-01-01',
  source: 'made up for a test',
  simulated: true,
}));
const PRESCRIPTIONS = [
  { unitCode: VILLAGE, kind: 'lesser-frequency', visitsPerWeek: 1, from: '2020-08-01' },
  { unitCode: '653024200202', kind: 'seasonal-closure', from: '2020-09-05', to: '2020-09-20' },
  { unitCode: '653023100201', kind: 'seasonal-closure', from: '2020-07-01', to: '2020-12-01' },
].map((row, i) => ({
  prescriptionId: `p-${i}`,
  ...row,
  reason: '冬季封山',
  source: 'made up for a test',
  simulated: true,
}));

describe('the indicators and their twin in SQL', () => {
  let coverage: RunningCoverage;
  const folder = mkdtempSync(join(tmpdir(), 'youlu-twin-'));

  beforeAll(async () => {
    coverage = await startCoverage();
    await coverage.post('/v1/registers', { ...REAL_REGISTER, csv: SMALL_REGISTER_CSV });
    const sent = [
      await coverage.post<{ rejected: number }>('/v1/coverage-targets', { targets: TARGETS }),
      await coverage.post<{ rejected: number }>('/v1/mail-prescriptions', {
        prescriptions: PRESCRIPTIONS,
      }),
    ];
    expect(sent.map(({ body }) => body.rejected)).toEqual([0, 0]);
    await coverage.db.transaction((tx) =>
      tx.execute(
        `INSERT INTO rulings (challenge_id, unit_code, indicator, verdict, valid_from, valid_to,
                              simulated, recorded_at)
         VALUES ('c-1', $1, 'village-express', 'not-served', '2020-09-01', '2020-09-20', true, 1),
                ('c-2', '653024200202', 'village-express', 'served', '2020-08-01', '2021-08-01', true, 1)`,
        [VILLAGE],
      ),
    );
  }, 60_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await coverage?.stop();
  });

  const openTwin = async (): Promise<Twin> => {
    const { body } = await coverage.get<{ items: string[] }>('/v1/evidence-export');
    for (const table of body.items) {
      const { text } = await coverage.get(`/v1/evidence-export/${table}`);
      writeFileSync(join(folder, `${table}.csv`), text);
    }
    return Twin.open(folder);
  };

  const pathOf = ({ base, knownAt, modes, ...question }: TwinQuestion): string => {
    const query = {
      ...question,
      registerDate: base,
      knownAt: knownAt === undefined ? undefined : formatInstant(knownAt),
      modes: modes?.join(','),
      limit: 1000,
    };
    const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
    return pairs.map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`).join('&');
  };

  const unitsOf = async (question: TwinQuestion) => {
    type Item = {
      code: string;
      state: string;
      undeclared: boolean;
      declaredFrom: string | null;
      evidenceCount: number;
      firstEvidenceAt: string | null;
      lastEvidenceAt: string | null;
    };
    const { status, body } = await coverage.get<{ items: Item[] }>(
      `/v1/coverage/units?${pathOf(question)}`,
    );
    expect(status).toBe(200);
    const at = (text: string | null): string | null =>
      text === null ? null : String(parseInstant(text));
    return body.items.map((unit) => ({
      code: unit.code,
      is_declared: unit.declaredFrom !== null,
      state: unit.state,
      evidence_count: String(unit.evidenceCount),
      first_at: at(unit.firstEvidenceAt),
      last_at: at(unit.lastEvidenceAt),
    }));
  };

  const ratesOf = async (question: TwinQuestion) => {
    const lists = [];
    for (const level of LEVELS) {
      const path = `/v1/coverage/rates?${pathOf(question)}&level=${level}`;
      lists.push((await coverage.get<{ items: Record<string, number>[] }>(path)).body.items);
    }
    const rates = lists.flat().map((rate) => ({
      code: String(rate['code']),
      denominator: String(rate['denominator']),
      declared: String(rate['declared']),
      observed: String(rate['observed']),
      declared_only: String(rate['declaredOnly']),
      contradicted: String(rate['contradicted']),
      not_served: String(rate['notServed']),
      unknown: String(rate['unknown']),
      excluded: String(rate['excluded']),
      undeclared: String(rate['undeclared']),
      measured: String((rate['measured'] as unknown as { numerator: number }).numerator),
    }));
    return rates.sort((a, b) => (a.code < b.code ? -1 : 1));
  };

  it('say the same of every unit and every place, by every edition, parameter and moment', async () => {
    const worlds = fc.sample(anySmallWorld, { seed: SEED, numRuns: WORLDS }).map(withPoint);
    const seen = new Map<string, number>();
    for (const world of worlds) {
      await clearWorld(coverage);
      await declareWorld(coverage, world, startOfDay('2020-09-10'));
      await tellWorld(coverage, world, 7);
      const twin = await openTwin();
      for (const question of questionsAbout(world)) {
        const [product, twins] = [await unitsOf(question), await twin.answer(question)];
        const where = JSON.stringify(question);
        expect({ where, units: product }).toEqual({ where, units: twins.units });
        expect({ where, rates: await ratesOf(question) }).toEqual({ where, rates: twins.rates });
        for (const { state } of product) {
          const key = `${question.indicator} ${state}`;
          seen.set(key, (seen.get(key) ?? 0) + 1);
        }
      }
      twin.close();
    }
    // A comparison of nothing would agree as well.
    for (const indicator of new Set(Object.keys(EDITIONS).map((name) => name.split('.')[0]))) {
      expect([indicator, seen.get(`${indicator} observed`) ?? 0]).not.toEqual([indicator, 0]);
    }
    for (const state of ['contradicted', 'declared-only', 'not-served', 'unknown']) {
      expect(seen.get(`village-express ${state}`)).toBeGreaterThan(0);
    }
    expect(seen.get('village-direct-mail excluded')).toBeGreaterThan(0);
  }, 240_000);
});

/** Every edition under each denominator, now and as known, and with other parameters. */
function questionsAbout({ asOf }: SmallWorld): TwinQuestion[] {
  return Object.keys(EDITIONS).flatMap((name) => {
    const [indicator = '', edition = ''] = name.split('.');
    const usual = { indicator, edition, asOf, denominator: 'strict-2020', base: BASE };
    const knownAt = startOfDay(asOf) - 3 * 86_400_000;
    const questions: TwinQuestion[] = [
      usual,
      { ...usual, knownAt },
      { ...usual, denominator: 'excl-xpcc-cities' },
      { ...usual, denominator: 'by-block' },
      { ...usual, daysNeeded: 2 },
    ];
    if (indicator === 'village-direct-mail')
      questions.push({ ...usual, windowWeeks: 2, daysNeeded: 1 });
    else questions.push({ ...usual, windowDays: 40, daysNeeded: 3 }, { ...usual, windowDays: 7 });
    if (indicator === 'village-express')
      questions.push({ ...usual, modes: ['direct', 'unstated'] });
    return questions;
  });
}
