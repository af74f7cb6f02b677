import { at, booking, plan, scanned, VILLAGE } from '../../testing/sample-parcel';
import { deriveDelivery } from './delivery';
import { isLate } from './late-scan';
import { nextStep } from './next-step';
import { learn, unheardOf } from '../parcel';

const [county, station, village] = plan.nodeIds as [string, string, string];
const legs = [
  { fromNodeId: county, toNodeId: station, departAt: at('02T08:00'), arriveAt: at('02T12:00') },
  { fromNodeId: station, toNodeId: village, departAt: at('04T08:00'), arriveAt: at('04T12:00') },
];
const nextAfter = (...scans: ReturnType<typeof scanned>[]) => {
  const { parcel } = learn(unheardOf('LX123456785CN'), [
    { trackingNumber: 'LX123456785CN', booking, plan, scans },
  ]);
  return nextStep(deriveDelivery(parcel), plan.nodeIds, legs);
};

describe('the next expected step', () => {
  it('walks along the plan', () => {
    const accepted = scanned('1', 'accepted', county, at('01T09:00'));
    const departed = scanned('2', 'departed', county, at('02T08:05'));
    const arrived = scanned('3', 'arrived', village, at('04T12:30'));
    expect(nextAfter()).toEqual({ kind: 'accepted', nodeId: county, expectedAt: null });
    expect(nextAfter(accepted)).toEqual({
      kind: 'departed',
      nodeId: county,
      expectedAt: at('02T08:00'),
    });
    expect(nextAfter(accepted, departed)).toEqual({
      kind: 'arrived',
      nodeId: station,
      expectedAt: at('02T12:00'),
    });
    expect(nextAfter(accepted, departed, arrived)).toEqual({
      kind: 'delivered',
      nodeId: village,
      expectedAt: null,
    });
  });

  it('is none once delivered, lost or off plan, and the origin on the way back', () => {
    expect(nextAfter(scanned('1', 'delivered', village, at('04T13:00')))).toBeUndefined();
    expect(nextAfter(scanned('1', 'lost', county, at('04T13:00')))).toBeUndefined();
    expect(nextAfter(scanned('1', 'arrived', 'county-653022', at('04T13:00')))).toBeUndefined();
    expect(nextAfter(scanned('1', 'returning', village, at('04T13:00')))).toMatchObject({
      kind: 'returned',
      nodeId: county,
    });
  });

  it('waits for the village while a parcel is held on the way', () => {
    expect(nextAfter(scanned('1', 'held-at-station', station, at('02T13:00')))).toMatchObject({
      kind: 'delivered',
      nodeId: village,
    });
    expect(
      nextAfter(scanned('1', 'out-for-delivery', `village-${VILLAGE}`, at('04T13:00'))),
    ).toMatchObject({ kind: 'delivered', nodeId: village });
  });
});

describe('a late scan', () => {
  it('left its device more than an hour after it happened', () => {
    const t = at('02T08:00');
    expect(isLate(scanned('1', 'arrived', county, t, { sentAt: t + 3_600_000 }))).toBe(false);
    expect(isLate(scanned('1', 'arrived', county, t, { sentAt: t + 3_600_001 }))).toBe(true);
  });
});
