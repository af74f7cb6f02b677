import { ParcelsChanged } from '@youlu/contracts';
import { startOfDay } from '@youlu/vocabulary';
import { KeepParcelLinks } from '../parcel-links/keep-parcel-links.use-case';
import { REAL_REGISTER, type RunningCoverage, startCoverage } from '../testing/running-coverage';
import { SMALL_REGISTER_CSV } from '../testing/small-worlds';
import { ReplaceEvidence } from './replace-evidence.use-case';

const VILLAGE = '653024200201';
const AT = startOfDay('2020-09-07') + 36_000_000;
const ASKED = 'asOf=2020-09-20&edition=2020';

type Days = {
  modes: string[];
  items: { accepted: number; handedOver: number; href: string }[];
};

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
  const villageItem = async (modes: string) => {
    const path = `/v1/coverage/units?indicator=village-express&${ASKED}&limit=1000&modes=${modes}`;
    type Item = { code: string; state: string; evidenceCount: number; href: string };
    const { body } = await coverage.get<{ items: Item[] }>(path);
    return body.items.find(({ code }) => code === VILLAGE);
  };
  const village = async (modes: string) => {
    const found = await villageItem(modes);
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

  it('is kept to from a figure down to its scans', async () => {
    await handed('bus-carried');
    const walk = async (modes: string) => {
      const unit = await villageItem(modes);
      const days = (await coverage.get<Days>(unit?.href ?? '')).body;
      const scans = await Promise.all(
        days.items.map(async ({ href }) => (await coverage.get<Days>(href)).body.items.length),
      );
      const pieces = days.items.map(({ accepted, handedOver }) => accepted + handedOver);
      return [unit?.evidenceCount, days.modes, pieces, scans];
    };
    const count = async (modes: string) => (await villageItem(modes))?.evidenceCount;
    const [direct, both] = [await count('direct'), await count('direct,bus-carried')];
    expect(both).toBe(1 + (direct ?? 0));
    expect(await walk('direct')).toEqual([direct, ['direct'], [direct], [direct]]);
    expect(await walk('bus-carried,direct')).toEqual([
      both,
      ['direct', 'bus-carried'],
      [both],
      [both],
    ]);
    const path = `/v1/coverage/village-days/${VILLAGE}?from=2020-09-01&to=2020-09-20`;
    const wrong = await coverage.get<{ field: string }>(`${path}&modes=drone`);
    expect([wrong.status, wrong.body.field]).toEqual([400, 'modes']);
    const none = await coverage.get<Days>(`${path}&modes=shop-agent`);
    expect(none.body.items.map(({ handedOver }) => handedOver)).toEqual([direct]); // those that state none
  });

  it('is told with all that the table of modes rests on, and a path for each line', async () => {
    type Line = { mode: string; declared: number; observed: number; href: string };
    type Answer = { denominator: number; items: Line[]; href: string; basis: object };
    const asked = `${ASKED}&windowDays=60&baseYear=2020&unit=65&denominator=excl-xpcc-cities`;
    const { body } = await coverage.get<Answer>(`/v1/coverage/modes?${asked}`);
    expect(body.basis).toMatchObject({
      indicator: 'village-express',
      edition: '2020',
      parameters: { windowDays: 60, daysNeeded: 1, modes: null },
      window: { from: '2020-07-23', to: '2020-09-20' },
      denominator: 'excl-xpcc-cities',
      baseYear: 2020,
      registerDate: REAL_REGISTER.registerDate,
      lineage: [],
    });
    type Units = { items: { state: string; declaredFrom: string | null }[]; basis: object };
    const units = async (href: string) => (await coverage.get<Units>(`${href}&limit=500`)).body;
    const all = await units(body.href);
    expect(all.basis).toEqual(body.basis);
    expect(all.items.filter(({ state }) => state !== 'excluded')).toHaveLength(body.denominator);
    expect(all.items.length).toBeGreaterThan(0);
    for (const { mode, declared, observed, href } of body.items) {
      const { items, basis } = await units(href);
      expect(basis).toMatchObject({ parameters: { modes: [mode], windowDays: 60 } });
      const isDeclared = items.filter(({ declaredFrom }) => declaredFrom !== null);
      expect([mode, isDeclared.length]).toEqual([mode, declared]);
      expect(items.filter(({ state }) => state === 'observed')).toHaveLength(observed);
    }
  });

  it('is part of the basis of the evidence, and of each line of CSV', async () => {
    const asked = `indicator=village-express&${ASKED}&unit=${VILLAGE}&modes=direct,post-express`;
    const { body } = await coverage.get<{ basis: object }>(`/v1/coverage/evidence?${asked}`);
    const parameters = { windowDays: 28, daysNeeded: 1, modes: ['direct', 'post-express'] };
    expect(body.basis).toMatchObject({ parameters, asOf: '2020-09-20', knownAt: null });
    const { text } = await coverage.get(`/v1/coverage/units?${asked}`, { accept: 'text/csv' });
    const [header = '', ...lines] = text.trim().split('\n');
    const cells = lines.map((line) => line.split(',').slice(-12).join(','));
    expect(header.split(',').slice(-12).join(',')).toBe(
      'edition,windowDays,windowWeeks,daysNeeded,modes,windowFrom,windowTo,denominatorName,baseYear,registerDate,asOf,knownAt',
    );
    expect(cells).toEqual([
      `2020,28,,1,direct post-express,2020-08-24,2020-09-20,strict-2020,,${REAL_REGISTER.registerDate},2020-09-20,`,
    ]);
  });
});
