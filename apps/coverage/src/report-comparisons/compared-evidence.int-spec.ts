import { startOfDay } from '@youlu/vocabulary';
import { causes, comparisonOf, freezeAfter, settle } from '../testing/compared-reports';
import { tellDelivered } from '../testing/delivered-parcel';
import { tellSmallCounty, VILLAGES_OF } from '../testing/report-world';
import { type RunningCoverage, startCoverage } from '../testing/running-coverage';

const [V1 = '', , V3 = ''] = VILLAGES_OF('653023');
const at = startOfDay('2020-09-20');

describe('what moved a unit between two reports', () => {
  let coverage: RunningCoverage;
  const freeze = (more?: object) => freezeAfter(coverage, more);
  const compare = (a: string, b: string) => comparisonOf(coverage, a, b);
  const tell = (village: string, more: object = {}) =>
    tellDelivered(coverage, {
      trackingNumber: `LX${village.slice(-6)}CN`,
      village,
      at,
      recordedAt: Date.now(),
      ...more,
    });

  beforeEach(async () => {
    coverage = await startCoverage();
    await tellSmallCounty(coverage);
  }, 60_000);
  afterEach(() => coverage?.stop());

  it('calls it a correction when parcels that stopped outside are withdrawn, not when they go on', async () => {
    const recordedAt = Date.now();
    const stopped = (destination: string, n: number, more: object = {}) =>
      tellDelivered(coverage, {
        trackingNumber: `LX${destination.slice(-4)}000${n}CN`,
        kind: 'held-at-station',
        village: destination.slice(0, 9),
        destination,
        at,
        recordedAt,
        ...more,
      });
    for (const village of [V1, V3]) for (const n of [1, 2, 3]) await stopped(village, n);
    const a = await freeze();
    await stopped(V1, 3, { version: 2, withdrawnAt: Date.now() });
    const wentOn = { at: startOfDay('2020-09-22'), knownFrom: Date.now() };
    await stopped(V3, 3, { version: 2, wentOn });
    const found = await compare(a, await freeze());
    expect(found.items.map(({ before, after }) => [before?.state, after?.state])).toEqual([
      ['contradicted', 'declared-only'],
      ['contradicted', 'declared-only'],
    ]);
    expect(causes(found)).toEqual({ [V1]: ['correction'], [V3]: ['new-evidence'] });
  });

  it('calls it a correction when a day that counted is withdrawn and as much arrives', async () => {
    const recordedAt = Date.now();
    const asked = { daysNeeded: 2 };
    await tell(V1, { trackingNumber: 'LX000001CN', recordedAt, at: startOfDay('2020-09-18') });
    await tell(V1, { trackingNumber: 'LX000002CN', recordedAt });
    const a = await freeze(asked);
    const withdrawn = { recordedAt, version: 2, withdrawnAt: Date.now() };
    await tell(V1, { trackingNumber: 'LX000002CN', ...withdrawn });
    await tell(V1, { trackingNumber: 'LX000003CN', at: startOfDay('2020-09-18') });
    expect(causes(await compare(a, await freeze(asked)))).toEqual({ [V1]: ['correction'] });
  });

  it('lays to a list only the targets that came or went, and all else to what it is', async () => {
    const indicator = 'border-hamlet';
    const target = (targetId: string, more: object) => ({
      targetId,
      list: indicator,
      placeCode: V3,
      name: targetId,
      servedFrom: '2020-01-01',
      from: '2020-01-01',
      source: '虚构样例',
      ...more,
    });
    const add = async (...targets: object[]) => {
      const { body } = await coverage.post<{ accepted: number }>('/v1/coverage-targets', {
        targets,
      });
      expect(body.accepted).toBe(targets.length);
    };
    await add(
      target('h2', { nodeId: 'n-1' }),
      target('h3', { to: '2020-10-15' }),
      target('h5', {}),
    );
    const a = await freeze({ indicator });
    await add(target('h1', {}), target('h4', { servedFrom: undefined }));
    await tell(V3);
    await settle(coverage, `${V3}-h5`, 'not-served', Date.now(), indicator);
    const b = await freeze({ indicator });
    const found = await compare(a, b);
    expect(causes(found)).toEqual({
      [`${V3}-h1`]: ['list'],
      [`${V3}-h2`]: ['new-evidence'],
      [`${V3}-h4`]: ['list'],
      [`${V3}-h5`]: ['challenge'],
    });
    const later = await freeze({ indicator, asOf: '2020-10-30', windowDays: 3 });
    expect(causes(await compare(b, later))).toEqual({
      [`${V3}-h2`]: ['rule'],
      [`${V3}-h3`]: ['list'],
    });
    const next = await freeze({ indicator, asOf: '2020-10-30' });
    expect(causes(await compare(b, next))).toEqual({
      [`${V3}-h2`]: ['day'],
      [`${V3}-h3`]: ['list'],
    });
    expect(causes(await compare(next, b))[`${V3}-h3`]).toEqual(['list']);
  });
});
