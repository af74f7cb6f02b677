import { challengesOf, operator, regulator, row, V1, V3 } from '../testing/challenge-world';
import {
  loadConfirmed,
  REAL_REGISTER,
  type RunningCoverage,
  startCoverage,
} from '../testing/running-coverage';
import { SMALL_REGISTER_CSV } from '../testing/small-worlds';
import { stateChanges } from '../testing/stated-changes';

/** The code of the first village in the later register; what it leaves is taken by another one there. */
const RECODED = V1.replace(/201$/, '231');
const COUNTY = '653023';
const LATER = '2023-06-30';
/** Villages with names of their own, so that lineage has something to go by. */
const NAMED = SMALL_REGISTER_CSV.split('\n').map((line) =>
  line.replace(/^(\d{12}),[^,]*/, (_, code: string) => `${code},村${code.slice(4)}`),
);
const later = (...recodes: readonly (readonly [string, string])[]): string => {
  const newCode = new Map(recodes);
  const lines = NAMED.map((line) => {
    const [code = '', name, level, parent = '', ...rest] = line.split(',');
    const now = newCode.get(code);
    return now === undefined
      ? [code, name, level, parent, ...rest].join(',')
      : [now, name, level, now.slice(0, 9), ...rest].join(',');
  });
  return lines.join('\n');
};

describe('what is stated of a code since a day', () => {
  let coverage: RunningCoverage;
  let does: ReturnType<typeof challengesOf>;

  beforeEach(async () => {
    coverage = await startCoverage();
    does = challengesOf(coverage, Date.now());
    await coverage.post('/v1/registers', { ...REAL_REGISTER, csv: NAMED.join('\n') });
  }, 60_000);
  afterEach(() => coverage?.stop());

  const load = async (...recodes: readonly (readonly [string, string])[]) => {
    const register = { ...REAL_REGISTER, registerDate: LATER, csv: later(...recodes) };
    expect((await loadConfirmed(coverage, register)).status).toBe(201);
    const recoded = recodes.map(([from, to]) => ['recode', [from], [to], null] as const);
    await stateChanges(coverage, { earlier: REAL_REGISTER.registerDate, later: LATER }, recoded);
  };
  /** The state of a unit, asked for alone, in its county, and with its whole region. */
  const stateOf = async (unit: string, asOf: string, more = '') => {
    const states = [];
    for (const place of [unit, COUNTY, '65']) {
      const { body } = await coverage.get<{ items: { code: string; state: string }[] }>(
        `/v1/coverage/units?indicator=village-express&asOf=${asOf}&unit=${place}&limit=1000${more}`,
      );
      states.push(body.items.find(({ code }) => code === unit)?.state);
    }
    expect(new Set(states).size).toBe(1);
    return states[0];
  };
  const uphold = async (challenge: { challengeId: string; unitCode: string; since: string }) => {
    expect((await does.open(row(challenge))).rejections).toEqual([]);
    await does.answer({ challengeId: challenge.challengeId, answer: 'concede', ...operator });
    await does.settle({ challengeId: challenge.challengeId, settlement: 'uphold', ...regulator });
    expect((await does.find(challenge.challengeId)).state).toBe('upheld');
  };
  const declare = async (unitCode: string, from: string) => {
    const declaration = { declarationId: `d-${unitCode}`, unitCode, from, source: '县申报表' };
    const { body } = await coverage.post<{ rejected: number }>('/v1/declarations', {
      declarations: [{ ...declaration, indicator: 'village-express' }],
    });
    expect(body.rejected).toBe(0);
  };

  it('counts under the old code after the unit has got a new one', async () => {
    await load([V1, RECODED]);
    await uphold({ challengeId: 'c-1', unitCode: V1, since: '2023-08-01' });
    await declare(V3, '2023-08-01');
    expect(await stateOf(RECODED, '2024-01-15')).toBe('not-served');
    expect(await stateOf(V1, '2024-01-15', '&registerDate=2020-06-30')).toBe('not-served');
    expect(await stateOf(RECODED, '2023-07-31')).toBe('unknown');
    await declare(V1, '2023-07-20');
    expect(await stateOf(RECODED, '2023-07-31')).toBe('declared-only');
    expect(await stateOf(RECODED, '2024-01-15')).toBe('contradicted');
  });

  it('counts under the new code before its register is in force', async () => {
    await load([V1, RECODED]);
    await uphold({ challengeId: 'c-1', unitCode: RECODED, since: '2020-09-10' });
    await declare(RECODED, '2020-09-01');
    expect(await stateOf(V1, '2020-09-05')).toBe('declared-only');
    expect(await stateOf(V1, '2020-09-27')).toBe('contradicted');
    expect(await stateOf(RECODED, '2024-01-15')).toBe('contradicted');
  });

  it('counts for the place of its county, though the new code lies in another one', async () => {
    const moved = '653024001231';
    await load([V1, moved]);
    await declare(moved, '2020-09-01');
    await coverage.post('/v1/declaration-filings', {
      filings: [
        {
          filingId: 'f-1',
          countyCode: COUNTY,
          indicator: 'village-express',
          from: '2020-01-01',
          source: '县申报表',
        },
      ],
    });
    expect(await stateOf(V1, '2020-09-05')).toBe('declared-only');
    expect(await stateOf(V3, '2020-09-05')).toBe('not-served');
  });

  it('is about the unit that had the code on that day, where another one took it', async () => {
    await load([V1, RECODED], [V3, V1]);
    await uphold({ challengeId: 'c-1', unitCode: V1, since: '2020-09-01' });
    await declare(V1, '2023-08-01');
    expect(await stateOf(RECODED, '2024-01-15')).toBe('not-served');
    expect(await stateOf(V1, '2024-01-15')).toBe('declared-only');
    await uphold({ challengeId: 'c-2', unitCode: V1, since: '2023-09-01' });
    expect(await stateOf(RECODED, '2024-01-15')).toBe('not-served');
    expect(await stateOf(V1, '2024-01-15')).toBe('contradicted');
    expect(await stateOf(V1, '2020-09-27')).toBe('not-served');
    expect(await stateOf(V3, '2020-09-27')).toBe('unknown');
  });

  it('is not another unit’s, where nothing continues the one that had the code on that day', async () => {
    await load();
    await stateChanges(coverage, { earlier: REAL_REGISTER.registerDate, later: LATER }, [
      ['abolish', [V3], [], null],
      ['create', [], [V3], null],
    ]);
    await declare(V3, '2020-09-01');
    expect(await stateOf(V3, '2020-09-27')).toBe('declared-only');
    expect(await stateOf(V3, '2024-01-15')).toBe('unknown');
  });
});
