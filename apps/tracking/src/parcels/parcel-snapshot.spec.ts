import { ParcelsChanged } from '@youlu/contracts';
import { Ajv } from 'ajv';
import { at, booking, scanned, VILLAGE } from '../testing/sample-parcel';
import { deriveDelivery } from './fold/delivery';
import { type ParcelNews, learn, unheardOf } from './parcel';
import { isWorthTelling, parcelSnapshot } from './parcel-snapshot.projection';

const number = 'LX123456785CN';
const fold = (...news: Omit<ParcelNews, 'trackingNumber'>[]) => {
  const { parcel } = learn(
    unheardOf(number),
    news.map((piece) => ({ trackingNumber: number, ...piece })),
  );
  return { parcel, delivery: deriveDelivery(parcel) };
};
const accepted = scanned('1', 'accepted', 'county-653024', at('01T09:00'));
const held = scanned('2', 'held-at-station', 'station-653024203', at('03T09:00'));
const delivered = scanned('3', 'delivered', `village-${VILLAGE}`, at('04T11:00'));

describe('a snapshot', () => {
  it('is in contract and carries evidence with what ended it', () => {
    const withdrawal = { scanId: '1', withdrawnAt: at('09T00:00') };
    const snapshot = parcelSnapshot(
      fold({ booking }, { scans: [accepted, held, delivered], withdrawal }),
      3,
    );
    expect(new Ajv().validate(ParcelsChanged.rowSchema, snapshot)).toBe(true);
    expect(snapshot).toMatchObject({
      version: 3,
      state: 'delivered',
      acceptedAt: null,
      deliveredAt: delivered.occurredAt,
      lastFactAt: delivered.occurredAt,
      facts: [
        { scanId: '1', verdict: 'withdrawn', endsAt: null, withdrawnAt: at('09T00:00') },
        { scanId: '2', verdict: 'ok', endsAt: delivered.occurredAt, withdrawnAt: null },
        { scanId: '3', verdict: 'ok', endsAt: null, withdrawnAt: null },
      ],
      factsNotCarried: 0,
    });
  });

  it('says whether the recipient agreed, where the scan does', () => {
    const scans = [accepted, { ...held, consent: true }, { ...delivered, consent: false }];
    const { facts } = parcelSnapshot(fold({ booking, scans }), 1);
    expect(facts.map(({ consent }) => consent)).toEqual([undefined, true, false]);
    expect(facts[0]).not.toHaveProperty('consent');
  });

  it('never cuts in silence', () => {
    const scans = Array.from({ length: 70 }, (_, i) =>
      scanned(`${i}`, 'accepted', 'county-653024', at('01T09:00') + i * 3_600_000),
    );
    const { facts, factsNotCarried } = parcelSnapshot(fold({ booking, scans }), 1);
    expect([facts.length, factsNotCarried]).toEqual([64, 6]);
  });

  it('is worth telling when others would see a difference, and only then', () => {
    const before = fold({ booking }, { scans: [accepted] });
    const then = (news: Omit<ParcelNews, 'trackingNumber'>) => {
      const { parcel } = learn(before.parcel, [{ trackingNumber: number, ...news }]);
      return { parcel, delivery: deriveDelivery(parcel) };
    };
    const planOver = (nodeId: string) => ({ version: 1, nodeIds: [nodeId], etaAt: null });
    const replanned = then({ plan: planOver('county-653024') });
    const strayed = then({ plan: planOver('county-653022') });
    const resent = then({ scans: [{ ...accepted, sentAt: accepted.sentAt - 1 }] });
    expect(isWorthTelling(before, resent)).toBe(false);
    const notedEarlier = then({ scans: [{ ...accepted, recordedAt: accepted.recordedAt - 1 }] });
    expect(isWorthTelling(before, notedEarlier)).toBe(true);
    expect(isWorthTelling(before, replanned)).toBe(false);
    expect(isWorthTelling(before, strayed)).toBe(true);
    expect(isWorthTelling(before, then({ scans: [held] }))).toBe(true);
  });
});
