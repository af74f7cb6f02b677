import { SCAN_KINDS } from '@youlu/vocabulary';
import fc from 'fast-check';
import { contributionChanges, contributions } from './contributions';
import { deriveDelivery } from './delivery';
import type { Fact } from './fact';
import { type Parcel, type ParcelNews, learn, unheardOf } from '../parcel';
import { at, booking, plan, scanned, VILLAGE } from '../../testing/sample-parcel';

const number = 'LX123456785CN';
const parcelOf = (...news: Omit<ParcelNews, 'trackingNumber'>[]): Parcel =>
  learn(
    unheardOf(number),
    news.map((piece) => ({ trackingNumber: number, ...piece })),
  ).parcel;
const deliveryOf = (...news: Omit<ParcelNews, 'trackingNumber'>[]) =>
  deriveDelivery(parcelOf(...news));
const verdictsOf = (scans: Fact[], ...more: Omit<ParcelNews, 'trackingNumber'>[]) =>
  deliveryOf({ booking }, { scans }, ...more).verdicts;

describe('a delivery', () => {
  it('follows a parcel to its village', () => {
    const delivery = deliveryOf(
      { booking },
      { plan },
      {
        scans: [
          scanned('1', 'arrived', 'county-653024', at('01T09:00')),
          scanned('2', 'departed', 'county-653024', at('02T09:00')),
          scanned('3', 'delivered', `village-${VILLAGE}`, at('04T11:00'), { consent: true }),
        ],
      },
    );
    expect(delivery).toMatchObject({
      state: 'delivered',
      misdirected: false,
      verdicts: ['ok', 'ok', 'ok'],
      last: { scanId: '3' },
    });
  });

  it('is booked, cancelled or unknown before the first scan', () => {
    expect(deliveryOf({ booking }).state).toBe('booked');
    expect(deliveryOf({ booking: { ...booking, cancelledAt: at('02T00:00') } }).state).toBe(
      'cancelled',
    );
    expect(deliveryOf({ plan }).state).toBe('unknown');
  });

  it('is where its scans say although it was cancelled', () => {
    const scans = [scanned('1', 'accepted', 'county-653024', at('01T09:00'))];
    expect(
      deliveryOf({ booking: { ...booking, cancelledAt: at('02T00:00') } }, { scans }).state,
    ).toBe('accepted');
  });

  it('is misdirected while its last effective fact is off plan', () => {
    const stray = scanned('2', 'arrived', 'county-653022', at('02T09:00'));
    const back = scanned('3', 'arrived', 'county-653024', at('03T09:00'));
    expect(deliveryOf({ booking }, { plan }, { scans: [stray] })).toMatchObject({
      misdirected: true,
      verdicts: ['off-plan'],
    });
    expect(deliveryOf({ booking }, { plan }, { scans: [stray, back] }).misdirected).toBe(false);
    expect(deliveryOf({ booking }, { scans: [stray] }).misdirected).toBe(false);
    const noWay = { ...plan, nodeIds: [] };
    expect(deliveryOf({ booking }, { plan: noWay }, { scans: [stray] }).misdirected).toBe(false);
  });
});

describe('verdicts', () => {
  const accepted = scanned('1', 'accepted', 'county-653024', at('01T09:00'));

  it('withdraws a scan that a correction names, also if the correction came first', () => {
    const withdrawal = { scanId: '1', withdrawnAt: at('02T00:00') };
    expect(verdictsOf([accepted], { withdrawal })).toEqual(['withdrawn']);
    const first = learn(unheardOf(number), [{ trackingNumber: number, withdrawal }]).parcel;
    const then = learn(first, [{ trackingNumber: number, scans: [accepted], booking }]).parcel;
    expect(deriveDelivery(then)).toMatchObject({ state: 'booked', verdicts: ['withdrawn'] });
  });

  it('calls every version of a scan conflicting when they differ, the consent included', () => {
    const other = { ...accepted, nodeId: 'county-653022' };
    const consenting = { ...accepted, consent: true };
    const later = { ...accepted, occurredAt: accepted.occurredAt + 86_400_000 };
    expect(verdictsOf([accepted, other])).toEqual(['conflicting', 'conflicting']);
    expect(verdictsOf([accepted, consenting])).toEqual(['conflicting', 'conflicting']);
    expect(verdictsOf([later, accepted])).toEqual(['conflicting', 'conflicting']);
  });

  it('does not call a re-sent scan anything, and keeps its earliest upload', () => {
    const again = { ...accepted, sentAt: accepted.sentAt + 3_600_000 };
    const { parcel, added, earlier, resent } = learn(unheardOf(number), [
      { trackingNumber: number, booking, scans: [again, accepted, again] },
    ]);
    expect(parcel.facts).toEqual([accepted]);
    expect({ added: added.length, earlier: earlier.length, resent }).toEqual({
      added: 1,
      earlier: 0,
      resent: 2,
    });
  });

  it('knows dead clocks and the future, and tolerates five minutes', () => {
    const dead = scanned('0', 'accepted', 'county-653024', 3_600_000);
    const t = at('03T08:00');
    const tolerated = scanned('1', 'accepted', 'county-653024', t, { sentAt: t - 300_000 });
    const future = scanned('2', 'arrived', 'county-653024', t, { sentAt: t - 300_001 });
    expect(verdictsOf([dead, tolerated, future])).toEqual(['dead-clock', 'ok', 'future']);
  });

  it('counts the same fact from two devices once within ten minutes', () => {
    const within = scanned('2', 'accepted', 'county-653024', accepted.occurredAt + 600_000);
    const beyond = scanned('3', 'accepted', 'county-653024', accepted.occurredAt + 600_001);
    expect(verdictsOf([accepted, within, beyond])).toEqual(['ok', 'repeated', 'ok']);
  });

  it('refuses what contradicts an ending, and lets a lost parcel be found', () => {
    const kinds = ['delivered', 'departed', 'returning', 'arrived', 'returned', 'lost'] as const;
    const scans = kinds.map((kind, i) =>
      scanned(`${i}`, kind, `county-65302${i}`, at(`0${i + 1}T09:00`)),
    );
    expect(verdictsOf(scans)).toEqual([
      'ok',
      'out-of-sequence',
      'ok',
      'ok',
      'ok',
      'out-of-sequence',
    ]);
    const found = [
      scanned('1', 'lost', 'county-653024', at('01T09:00')),
      scanned('2', 'arrived', 'county-653024', at('05T09:00')),
    ];
    expect(deliveryOf({ booking }, { scans: found }).state).toBe('arrived');
  });

  it('moves a parcel nobody booked, and says so', () => {
    expect(deliveryOf({ scans: [accepted] })).toMatchObject({
      state: 'accepted',
      verdicts: ['unknown-parcel'],
    });
  });
});

const start = at('01T00:00');
const anyScan: fc.Arbitrary<Fact> = fc.record({
  scanId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  kind: fc.constantFrom(...SCAN_KINDS),
  nodeId: fc.constantFrom('county-653024', 'station-653024203', 'county-653022'),
  placeCode: fc.constantFrom('653024', '653024203', VILLAGE),
  occurredAt: fc.oneof(
    fc.integer({ min: 0, max: 40 }).map((n) => start + n * 240_000),
    fc.constant(0),
  ),
  sentAt: fc.integer({ min: 0, max: 60 }).map((n) => start + n * 240_000),
  recordedAt: fc.integer({ min: 0, max: 60 }).map((n) => start + n * 300_000),
  consent: fc.constantFrom(undefined, true, false),
});
const anyNews: fc.Arbitrary<ParcelNews> = fc.oneof(
  { weight: 6, arbitrary: anyScan.map((scan) => ({ trackingNumber: number, scans: [scan] })) },
  fc.integer({ min: 1, max: 4 }).map((version) => ({
    trackingNumber: number,
    booking: {
      ...booking,
      version,
      cancelledAt: version === 4 ? at('02T00:00') : null,
      productId: version % 2 ? 'apricot' : null,
    },
  })),
  fc.integer({ min: 1, max: 3 }).map((version) => ({
    trackingNumber: number,
    plan: { ...plan, version, nodeIds: plan.nodeIds.slice(0, version) },
  })),
  fc
    .record({ scanId: fc.constantFrom('a', 'b', 'z'), withdrawnAt: fc.integer({ min: 1, max: 3 }) })
    .map((withdrawal) => ({ trackingNumber: number, withdrawal })),
);

describe('whatever the order of arrival', () => {
  const stream = fc.array(anyNews, { minLength: 1, maxLength: 14 });

  it('the same news, shuffled, cut into batches and repeated, make the same parcel', () => {
    const scenario = stream.chain((news) =>
      fc.record({
        news: fc.constant(news),
        shuffled: fc.shuffledSubarray([...news, ...news, ...news.slice(0, 3)], {
          minLength: news.length * 2 + Math.min(3, news.length),
        }),
        cuts: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 40, maxLength: 40 }),
      }),
    );
    fc.assert(
      fc.property(scenario, ({ news, shuffled, cuts }) => {
        const atOnce = learn(unheardOf(number), news).parcel;
        let bit = unheardOf(number);
        for (let i = 0, cut = 0; i < shuffled.length; cut++) {
          const size = cuts[cut % cuts.length] as number;
          bit = learn(bit, shuffled.slice(i, i + size)).parcel;
          i += size;
        }
        expect(bit).toEqual(atOnce);
        expect(deriveDelivery(bit)).toEqual(deriveDelivery(atOnce));
      }),
      { numRuns: 500 },
    );
  });

  it('news heard again change nothing at all', () => {
    fc.assert(
      fc.property(stream, (news) => {
        const once = learn(unheardOf(number), news).parcel;
        const again = learn(once, structuredClone(news)); // equal, and not the same objects
        expect(again).toMatchObject({ contextChanged: false, added: [], earlier: [] });
        expect(again.parcel).toEqual(once);
      }),
    );
  });

  it('volume changes add up to the contributions of the end', () => {
    const sum = (cells: Map<string, number>, changes: ReturnType<typeof contributions>) => {
      for (const { parcels, ...cell } of changes) {
        const key = JSON.stringify(cell);
        const total = (cells.get(key) ?? 0) + parcels;
        if (total === 0) cells.delete(key);
        else cells.set(key, total);
      }
      return cells;
    };
    fc.assert(
      fc.property(stream, (news) => {
        const folded = (parcel: Parcel) => ({ parcel, delivery: deriveDelivery(parcel) });
        const cells = new Map<string, number>();
        let parcel = unheardOf(number);
        for (const piece of news) {
          const after = learn(parcel, [piece]).parcel;
          sum(cells, contributionChanges(folded(parcel), folded(after)));
          parcel = after;
        }
        expect(cells).toEqual(sum(new Map(), contributions(folded(parcel))));
      }),
      { numRuns: 300 },
    );
  });
});
