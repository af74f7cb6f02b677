import { loadLongAgo, type RunningCoverage } from './running-coverage';
import { SMALL_REGISTER_CSV } from './small-worlds';

const AS_OF = '2020-09-27';
/** The villages of the small register, by county: 201 of a subdistrict, 201 of a town, 201 and 202 of a township. */
export const VILLAGES_OF = (county: string): string[] => [
  `${county}001201`,
  `${county}100201`,
  `${county}200201`,
  `${county}200202`,
];

/** The small register, county 653023 declared and filed complete but for one village. */
export async function tellSmallCounty(coverage: RunningCoverage): Promise<void> {
  await loadLongAgo(coverage, SMALL_REGISTER_CSV);
  await declareExpress(coverage, VILLAGES_OF('653023').slice(0, 3));
  await coverage.post('/v1/declaration-filings', {
    filings: [
      {
        filingId: 'f-1',
        countyCode: '653023',
        indicator: 'village-express',
        from: '2020-01-01',
        source: '县申报表',
      },
    ],
  });
}

export async function declareExpress(
  coverage: RunningCoverage,
  villages: readonly string[],
): Promise<void> {
  const declarations = villages.map((unitCode) => ({
    declarationId: `d-${unitCode}`,
    unitCode,
    indicator: 'village-express',
    from: '2020-01-01',
    source: '县申报表',
  }));
  const { body } = await coverage.post<{ rejected: number }>('/v1/declarations', { declarations });
  if (body.rejected !== 0) throw new Error(JSON.stringify(body));
}

/** What is frozen in tests, unless they say otherwise. */
export const question = (more: object = {}) => ({
  indicator: 'village-express',
  unit: '653023',
  asOf: AS_OF,
  organisation: '某县邮政管理局',
  purpose: '2020年三季度通报',
  ...more,
});
