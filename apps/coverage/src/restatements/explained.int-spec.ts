import { INDICATORS } from '@youlu/vocabulary';
import { loadRegion } from '../testing/region-load';
import {
  loadConfirmed,
  REAL_REGISTER,
  REAL_REGISTER_2023,
  realRegisterCsv,
  realRegisterCsv2023,
  type RunningCoverage,
  startCoverage,
} from '../testing/running-coverage';
import type { DifferenceItem, RestatementAnswer } from './restatement-answers.dto';

const AS_OF = '2020-09-27';
const SETS = ['denominator', 'declared', 'observed'] as const;
type Counts = Record<(typeof SETS)[number], number>;

/** The rows of a real register that lie in two prefectures: 库车 and 沙湾 became cities in them. */
function prefecturesOf(csv: string): string {
  const [header, ...lines] = csv.trimEnd().split('\n');
  return [header, ...lines.filter((line) => /^(65,|6529|6542)/.test(line))].join('\n');
}

interface StoredChange {
  readonly id: string;
  readonly status: string;
  readonly kind: string;
  readonly codes: string[];
}

describe('2020 restated on 2023, difference by difference', () => {
  let coverage: RunningCoverage;
  let changes: Map<string, StoredChange>;

  beforeAll(async () => {
    coverage = await startCoverage();
    await coverage.post('/v1/registers', {
      ...REAL_REGISTER,
      csv: prefecturesOf(realRegisterCsv()),
    });
    await loadRegion(coverage.db);
    const loaded = await loadConfirmed(coverage, {
      ...REAL_REGISTER_2023,
      csv: prefecturesOf(realRegisterCsv2023()),
    });
    expect(loaded.status).toBe(201);
    const rows = await coverage.db.query<StoredChange>(
      `SELECT change_id AS id, status, kind,
              (SELECT array_agg(code) FROM change_units u WHERE u.change_id = c.change_id) AS codes
       FROM changes c WHERE superseded_by IS NULL`,
    );
    changes = new Map(rows.map((change) => [change.id, change]));
  }, 120_000);
  afterAll(() => coverage?.stop());

  const query = (indicator: string): string =>
    `indicator=${indicator}&asOf=${AS_OF}&ownRegisterDate=${REAL_REGISTER.registerDate}&registerDate=${REAL_REGISTER_2023.registerDate}`;

  const restated = async (indicator: string): Promise<RestatementAnswer> => {
    const path = `/v1/coverage/restatement?${query(indicator)}&limit=500`;
    const { body, status } = await coverage.get<RestatementAnswer>(path);
    expect(status).toBe(200);
    const items = [...body.items];
    for (let cursor = body.nextCursor; cursor !== null;) {
      const next = await coverage.get<RestatementAnswer>(`${path}&cursor=${cursor}`);
      items.push(...next.body.items);
      cursor = next.body.nextCursor;
    }
    return { ...body, items };
  };

  /** The figure of the region as the door of rates gives it, whatever a restatement says. */
  const figure = async (indicator: string, registerDate: string): Promise<Counts> => {
    const path = `/v1/coverage/rates?indicator=${indicator}&asOf=${AS_OF}&registerDate=${registerDate}&level=region`;
    const { body } = await coverage.get<{ items: Counts[] }>(path);
    const { denominator, declared, observed } = body.items[0] as Counts;
    return { denominator, declared, observed };
  };

  const codesOf = (item: DifferenceItem): string[] => [
    ...[...item.before, ...item.after].map(({ code }) => code),
    ...item.uncountedBefore,
    ...item.uncountedAfter,
  ];

  it.each(INDICATORS)('of %s sums up to what lies between the two figures', async (indicator) => {
    const { own, restated: other, items, summary } = await restated(indicator);
    const [before, after] = [
      await figure(indicator, REAL_REGISTER.registerDate),
      await figure(indicator, REAL_REGISTER_2023.registerDate),
    ];
    expect([own, other]).toMatchObject([before, after]);
    for (const set of SETS) {
      const between = (list: readonly { effect: Counts }[]): number =>
        list.reduce((sum, { effect }) => sum + effect[set], 0);
      expect([set, before[set] + between(items)]).toEqual([set, after[set]]);
      expect([set, before[set] + between(summary)]).toEqual([set, after[set]]);
    }
    expect(summary.reduce((sum, { differences }) => sum + differences, 0)).toBe(items.length);
    expect(before.observed).toBeGreaterThan(0);
  });

  it.each(INDICATORS)('of %s is explained by changes that are stored, or waits', async (which) => {
    const { items } = await restated(which);
    for (const item of items) {
      const codes = new Set(codesOf(item));
      // Everything that names one of the codes is looked up again, from the table of changes alone.
      const about = [...changes.values()].filter((change) =>
        change.codes.some((c) => codes.has(c)),
      );
      const inForce = about.filter(({ status }) => status === 'applied' || status === 'accepted');
      const named = item.changes.map(({ changeId }) => changes.get(changeId));
      for (const change of named) {
        expect(change && inForce.includes(change)).toBe(true);
      }
      for (const { changeId } of item.waiting)
        expect(changes.get(changeId)).toMatchObject({ status: 'waiting' });
      if (item.explainedBy === 'changes') {
        expect(named.length).toBeGreaterThan(0);
        expect(item.kinds).toEqual([...new Set(item.changes.map(({ kind }) => kind))].sort());
      } else {
        expect([codesOf(item), inForce]).toEqual([codesOf(item), []]);
        const waits = about.some(({ status }) => status === 'waiting');
        expect([codesOf(item), item.explainedBy]).toEqual([
          codesOf(item),
          waits ? 'waiting' : 'none',
        ]);
      }
    }
  });

  it.each(INDICATORS)('of %s is left unexplained by nothing', async (indicator) => {
    const { items } = await restated(indicator);
    const count = (explainedBy: string): number =>
      items.filter((item) => item.explainedBy === explainedBy).length;
    process.stdout.write(
      `${indicator} restated on 2023: ${count('changes')} differences by changes, ` +
        `${count('waiting')} wait, ${count('none')} unexplained\n`,
    );
    expect(items.length).toBeGreaterThan(0);
    expect(count('changes')).toBeGreaterThan(0);
    expect(count('none')).toBe(0);
  });

  it('is the same in the list that is saved as a file', async () => {
    const { items } = await restated('village-express');
    const path = `/v1/coverage/restatement?${query('village-express')}`;
    const { text } = await coverage.get(path, { accept: 'text/csv' });
    const [, ...lines] = text.trimEnd().split('\n');
    expect(lines).toHaveLength(items.length);
    lines.forEach((line, i) => {
      const { before, after, explainedBy, effect } = items[i] as DifferenceItem;
      const [codesBefore, , , codesAfter, , , explained, , ...effects] = line.split(',');
      const codes = (units: readonly { code: string }[]) => units.map(({ code }) => code).join(' ');
      expect([codesBefore, codesAfter, explained]).toEqual([
        codes(before),
        codes(after),
        explainedBy,
      ]);
      expect(effects).toEqual(SETS.map((set) => String(effect[set])));
    });
  });
});
