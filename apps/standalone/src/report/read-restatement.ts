import { type Day, INDICATORS } from '@youlu/vocabulary';
import type { PublicApi } from './public-api.client';
import type { RestatedDifference, RestatementRow } from './report-model';
import { DENOMINATORS } from './report-model';

type Head = Omit<RestatementRow, 'indicator' | 'differences'>;

/** Each figure of a place on the latest register that is loaded, if that is not its own. */
export async function readRestatements(
  api: PublicApi,
  unit: string,
  asOf: Day,
  own: Day,
): Promise<RestatementRow[]> {
  const { items } = await api.get<{ items: { registerDate: Day }[] }>('coverage', '/v1/registers');
  const latest = items
    .map(({ registerDate }) => registerDate)
    .sort()
    .at(-1);
  if (latest === undefined || latest === own) return [];
  const path = '/v1/coverage/restatement';
  return Promise.all(
    INDICATORS.map(async (indicator) => {
      const denominator = DENOMINATORS[0];
      const query = { indicator, unit, asOf, denominator, registerDate: latest };
      const [head, differences] = await api.allWithHead<Head, RestatedDifference>(
        'coverage',
        path,
        query,
      );
      const { own: mine, restated, carried, summary } = head;
      return { indicator, own: mine, restated, carried, summary, differences };
    }),
  );
}
