import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { formatInstant, parseInstant, startOfDay } from '@youlu/vocabulary';
import { KeepParcelLinks } from '../../apps/coverage/src/parcel-links/keep-parcel-links.use-case';
import {
  loadConfirmed,
  REAL_REGISTER,
  type RunningCoverage,
  startCoverage,
} from '../../apps/coverage/src/testing/running-coverage';
import { type SmallWorld, anySmallWorld } from '../../apps/coverage/src/testing/small-worlds';
import { stateChanges } from '../../apps/coverage/src/testing/stated-changes';
import { clearWorld, declareWorld, tellWorld } from '../../apps/coverage/src/testing/told-world';
import {
  BASE,
  CHANGES,
  inTheNewCodes,
  LATER,
  LATER_CSV,
  linksOf,
  MERGED,
  NAMED,
  PRESCRIPTIONS,
  RECODED_ON,
  TAKEN,
  TARGETS,
  VILLAGE,
  withPoint,
} from './told-lists';
import { CUTS_OF_TWO, knownAtOf, recordAround } from './known-at-cuts';
import { EDITIONS, Twin, type TwinQuestion } from './twin.mjs';

const LEVELS = ['region', 'prefecture', 'group', 'county', 'unit4'];
const WORLDS = 6;
const SEED = 20200630;
/** A code that only the later edition states. */
const AHEAD = '653024200299';

describe('the indicators and their twin in SQL', () => {
  let coverage: RunningCoverage;
  const folder = mkdtempSync(join(tmpdir(), 'youlu-twin-'));

  beforeAll(async () => {
    coverage = await startCoverage();
    await coverage.post('/v1/registers', { ...REAL_REGISTER, csv: NAMED.join('\n') });
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
                ('c-2', '653024200202', 'village-express', 'served', '2020-08-01', '2021-08-01', true, 1),
                ('c-3', $2, 'village-express', 'not-served', '2020-08-01', '2021-08-01', true, 3),
                ('c-4', $3, 'village-express', 'served', '2020-08-01', '2021-08-01', true, 2),
                ('c-5', $4, 'village-express', 'not-served', '2020-08-01', '2021-08-01', true, 1),
                ('c-6', $4, 'village-express', 'served', $5, '2021-08-01', false, 2),
                ('c-7', $6, 'village-express', 'served', '2020-08-01', '2021-08-01', false, 4)`,
        // The third and the fourth come to one village where the two are merged: the one recorded last
        // holds. The next two are under one code of two villages, and the last one ahead of its register.
        [VILLAGE, ...MERGED, TAKEN, LATER, AHEAD],
      ),
    );
  }, 60_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await coverage?.stop();
  });

  const compare = async (worlds: readonly SmallWorld[], bases: readonly string[]) => {
    const seen = new Map<string, number>();
    for (const [number, world] of worlds.entries()) {
      await clearWorld(coverage);
      await declareWorld(coverage, world, startOfDay('2020-09-10'));
      await recordAround(coverage, knownAtOf(world), number);
      await tellWorld(coverage, world, 7);
      await coverage.db.transaction((tx) =>
        coverage.app.get(KeepParcelLinks, { strict: false }).execute(tx, linksOf(world)),
      );
      const twin = await openTwin();
      const listed = new Map<string, number>();
      for (const question of bases.flatMap((base) => questionsAbout(world, base))) {
        const [product, twins] = [await unitsOf(question), await twin.answer(question)];
        const where = JSON.stringify(question);
        expect({ where, units: product }).toEqual({ where, units: twins.units });
        expect({ where, rates: await ratesOf(question) }).toEqual({ where, rates: twins.rates });
        const note = (key: string): unknown => seen.set(key, (seen.get(key) ?? 0) + 1);
        for (const { state } of product) note(`${question.indicator} ${state}`);
        const { indicator, base, denominator, knownAt } = question;
        const population = `${indicator} ${base} ${denominator}`;
        if (knownAt === undefined) listed.set(population, product.length);
        else if (listed.get(population) !== product.length) note(`${indicator} listed later`);
      }
      twin.close();
    }
    return seen;
  };

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
      simulated: boolean;
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
      simulated: unit.simulated,
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
    const seen = await compare(worlds, [BASE]);
    // A comparison of nothing would agree as well.
    for (const indicator of new Set(Object.keys(EDITIONS).map((name) => name.split('.')[0]))) {
      expect([indicator, seen.get(`${indicator} observed`) ?? 0]).not.toEqual([indicator, 0]);
    }
    for (const state of ['contradicted', 'declared-only', 'not-served', 'unknown']) {
      expect(seen.get(`village-express ${state}`)).toBeGreaterThan(0);
    }
    expect(seen.get('village-direct-mail excluded')).toBeGreaterThan(0);
    // What was listed after knownAt is not among what was known.
    for (const list of ['township-post-office', 'border-hamlet']) {
      expect(seen.get(`${list} listed later`)).toBeGreaterThan(0);
    }
  }, 240_000);

  it('say the same on either of two registers, restated through what changed between them', async () => {
    const later = { ...REAL_REGISTER, registerDate: LATER, csv: LATER_CSV };
    const loaded = await loadConfirmed<{ code?: string }>(coverage, later);
    expect(loaded.body.code).toBeUndefined();
    await stateChanges(coverage, { earlier: BASE, later: LATER }, CHANGES);
    const worlds = fc
      .sample(anySmallWorld, { seed: SEED + 1, numRuns: CUTS_OF_TWO })
      .map(withPoint);
    await compare(worlds.map(inTheNewCodes), [BASE, LATER]);
    // The last world was told before the later edition was loaded: what was known when it was counts.
    const last = worlds.at(-1) as SmallWorld;
    const knownAt = encodeURIComponent(formatInstant(knownAtOf(last)));
    const asKnown = await coverage.get<{
      basis: { lineage: object[]; lineageKnownAt: string | null };
    }>(
      `/v1/coverage/rates?indicator=village-express&level=region&asOf=${last.asOf}&registerDate=${LATER}&knownAt=${knownAt}`,
    );
    expect(asKnown.body.basis.lineage).toHaveLength(1);
    expect(parseInstant(asKnown.body.basis.lineageKnownAt ?? '')).toBeGreaterThan(knownAtOf(last));
    const { body } = await coverage.get<{ basis: { lineage: object[] } }>(
      `/v1/coverage/rates?indicator=village-express&level=region&asOf=2020-10-01&registerDate=${LATER}`,
    );
    // Of the split only the part that keeps the code: whoever uses the new code early came by no change.
    expect(body.basis.lineage).toMatchObject([
      {
        register: BASE,
        byKind: { recode: 3, rename: 1, merge: 1, split: 1, transfer: 1 },
        withoutSource: 0,
      },
    ]);
    const { text } = await coverage.get(
      `/v1/coverage/units?indicator=village-direct-mail&asOf=${last.asOf}&registerDate=${LATER}`,
      { accept: 'text/csv' },
    );
    expect(text).toContain(`653024200202→653024200299于${RECODED_ON}前改码`);
    // What is behind a restated figure was written under the code of its time.
    const behind = await coverage.get<{ items: { placeCode: string }[] }>(
      `/v1/coverage/evidence?indicator=village-direct-mail&asOf=${last.asOf}&registerDate=${LATER}&unit=653024200299`,
    );
    expect(behind.body.items.map(({ placeCode }) => placeCode)).toContain('653024200202');
  }, 240_000);
});

/** Every edition under each denominator, now and as known, and with other parameters. */
function questionsAbout(world: SmallWorld, base: string): TwinQuestion[] {
  const { asOf } = world;
  const knownAt = knownAtOf(world);
  return Object.keys(EDITIONS).flatMap((name) => {
    const [indicator = '', edition = ''] = name.split('.');
    const usual = { indicator, edition, asOf, denominator: 'strict-2020', base };
    const questions: TwinQuestion[] = [
      usual,
      { ...usual, knownAt },
      ...['excl-xpcc-cities', 'by-block'].flatMap((denominator) => [
        { ...usual, denominator },
        { ...usual, denominator, knownAt },
      ]),
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
