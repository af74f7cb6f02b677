import { setTimeout as sleep } from 'node:timers/promises';
import { question } from './report-world';
import type { RunningCoverage } from './running-coverage';

type Stands = { state: string; rule: string; declared: boolean } | null;
export type Comparison = {
  differing: number;
  byCause: Record<string, number>;
  items: {
    code: string;
    before: Stands;
    after: Stands;
    causes: { cause: string; before: Stands; after: Stands }[];
  }[];
  nextCursor: string | null;
};

/** Freezes a report that is known at an instant of its own. */
export async function freezeAfter(coverage: RunningCoverage, more: object = {}): Promise<string> {
  await sleep(5);
  const { body } = await coverage.post<{ reportId: string }>('/v1/reports', question(more));
  expect(body.reportId).toBeDefined();
  return body.reportId;
}

export async function comparisonOf(
  coverage: RunningCoverage,
  a: string,
  b: string,
): Promise<Comparison> {
  const { status, body } = await coverage.get<Comparison>(`/v1/reports/${a}/comparison?with=${b}`);
  expect(status).toBe(200);
  return body;
}

/** Each differing unit with its causes. */
export const causes = ({ items }: Comparison): Record<string, string[]> =>
  Object.fromEntries(items.map((item) => [item.code, item.causes.map(({ cause }) => cause)]));

/** A settled challenge, known from `now` on. */
export function settle(
  coverage: RunningCoverage,
  unitCode: string,
  verdict: string,
  now: number,
  indicator = 'village-express',
): Promise<void> {
  return coverage.db.transaction(async (tx) => {
    await tx.execute(
      `INSERT INTO rulings VALUES ($1, $2, $5, $3, '2020-09-01', '2021-09-01', false, $4)`,
      [`c-${unitCode}`, unitCode, verdict, now, indicator],
    );
    await tx.execute(`UPDATE revisions SET revision = revision + 1 WHERE bucket = 0`);
  });
}
