import { ParcelsChanged } from '@youlu/contracts';
import { startOfDay } from '@youlu/vocabulary';
import { KeepParcelLinks } from '../parcel-links/keep-parcel-links.use-case';
import { REAL_REGISTER, type RunningCoverage, startCoverage } from '../testing/running-coverage';
import { SMALL_REGISTER_CSV } from '../testing/small-worlds';
import { ReplaceEvidence } from './replace-evidence.use-case';

const VILLAGE = '653024200201';
const AT = startOfDay('2020-09-07') + 36_000_000;
const ASKED = 'asOf=2020-09-20&edition=2020';

describe('a mode that a scan states', () => {
  let coverage: RunningCoverage;
  let serial = 0;

  const handed = async (mode?: string) => {
    const trackingNumber = `PARCEL${serial++}`;
    const times = { occurredAt: AT, recordedAt: AT };
    const fact = { ...ParcelsChanged.example.facts[0], kind: 'delivered', placeCode: VILLAGE };
    const facts = [{ ...fact, ...times, ...(mode ? { mode } : {}) } as never];
    await coverage.db.transaction((tx) =>
      coverage.app
        .get(ReplaceEvidence, { strict: false })
        .execute(tx, [{ ...ParcelsChanged.example, trackingNumber, facts }]),
    );
    return trackingNumber;
  };
  const village = async (modes: string) => {
    const path = `/v1/coverage/units?indicator=village-express&${ASKED}&limit=1000&modes=${modes}`;
    type Item = { code: string; state: string; evidenceCount: number };
    const { body } = await coverage.get<{ items: Item[] }>(path);
    const found = body.items.find(({ code }) => code === VILLAGE);
    return [found?.state, found?.evidenceCount];
  };
  const lines = async (modes: string) => {
    const path = `/v1/coverage/evidence?indicator=village-express&${ASKED}&unit=${VILLAGE}&sort=served&modes=${modes}`;
    return (await coverage.get<{ items: object[] }>(path)).body.items.length;
  };
  const table = async () => {
    type Modes = { items: { mode: string; declared: number; observed: number }[] };
    const { body } = await coverage.get<Modes>(`/v1/coverage/modes?${ASKED}`);
    return body.items
      .filter(({ declared }) => declared > 0)
      .map(({ mode, declared, observed }) => [mode, declared, observed]);
  };

  beforeAll(async () => {
    coverage = await startCoverage();
    await coverage.post('/v1/registers', { ...REAL_REGISTER, csv: SMALL_REGISTER_CSV });
    const declared = { unitCode: VILLAGE, indicator: 'village-express', from: '2020-01-01' };
    await coverage.post('/v1/declarations', {
      declarations: ['direct', 'post-express'].map((mode) => ({
        ...{ ...declared, declarationId: mode, mode, source: 'test' },
      })),
    });
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('is no evidence for another one, and none is evidence for any', async () => {
    const posted = await handed('post-express');
    expect(await village('post-express')).toEqual(['observed', 1]);
    expect(await village('direct')).toEqual(['declared-only', 0]);
    expect(await village('direct,post-express')).toEqual(['observed', 1]);
    expect([await lines('direct'), await lines('post-express')]).toEqual([0, 1]);
    expect(await table()).toEqual([
      ['direct', 1, 0],
      ['post-express', 1, 1],
    ]);
    const unstated = await handed();
    expect(await village('direct')).toEqual(['observed', 1]);
    expect(await village('post-express')).toEqual(['observed', 2]);
    // The principal's scan states another mode: the other waybill is what there is of the one asked for.
    const link = { linkedNumber: unstated, principalNumber: posted, recordedAt: AT };
    await coverage.db.transaction((tx) =>
      coverage.app.get(KeepParcelLinks, { strict: false }).execute(tx, [link]),
    );
    expect(await village('direct')).toEqual(['observed', 1]);
    expect(await village('post-express')).toEqual(['observed', 1]);
    expect(await lines('direct')).toBe(1);
  });
});
