import { PARCEL_STATES, VERDICTS } from '@youlu/vocabulary';
import fc from 'fast-check';
import { type Arrival, history } from './histories';
import { expectedTracking } from './index.mjs';

const SAMPLE = 3_000;
/** Of the sample; a case that is met less often than this would hardly ever meet another. */
const OFTEN = 20;

/** Cases of arrival: which of them a history is. */
const CASES: Readonly<Record<string, (arrivals: readonly Arrival[]) => boolean>> = {
  'a scan five times': (all) => repeats(all).some((times) => times >= 5),
  'a correction before its scan': (all) => pairs(all, withdraws).some((d) => d < 0),
  'a correction after its scan': (all) => pairs(all, withdraws).some((d) => d > 0),
  'a booking after a scan': (all) =>
    pairs(all, (a, b) => !!a.shipment && !!b.scan).some((d) => d > 0),
  'a plan after a scan': (all) =>
    pairs(all, (a, b) => !!a.itinerary && !!b.scan).some((d) => d > 0),
  'another product in a later version': (all) =>
    versions(all).some(([a, b]) => a.productId !== b.productId),
  'another direction in a later version': (all) =>
    versions(all).some(([a, b]) => a.direction !== b.direction),
  'an older booking after a newer': (all) =>
    pairs(
      all,
      (a, b) => !!a.shipment && !!b.shipment && a.shipment.version < b.shipment.version,
    ).some((d) => d > 0),
  'a cancellation': (all) => all.some(({ piece }) => piece.shipment?.state === 'cancelled'),
  'an earlier report in a later batch': (all) =>
    pairs(all, (a, b) => isResent(a, b) && (a.scan?.sentAt ?? 0) < (b.scan?.sentAt ?? 0)).some(
      (d) => d > 0,
    ),
  'two scans of one instant': (all) =>
    pairs(all, (a, b) => a.scan?.scanId !== b.scan?.scanId && sameInstant(a, b)).length > 0,
  'an instant between the midnights of UTC and UTC+8': (all) =>
    all.some(({ piece }) => !!piece.scan && new Date(piece.scan.occurredAt).getUTCHours() >= 16),
};

describe('generated histories', () => {
  const histories = fc.sample(history, { numRuns: SAMPLE, seed: 5 });
  const met = new Map<string, number>();
  const count = (name: string): void => void met.set(name, (met.get(name) ?? 0) + 1);
  for (const arrivals of histories) {
    for (const [name, is] of Object.entries(CASES)) if (is(arrivals)) count(name);
    const { parcels, cells } = expectedTracking(arrivals.map(({ piece }) => piece));
    const expected = [...parcels.values()];
    const verdicts = expected.flatMap(({ scans }) => scans.map(({ verdict }) => verdict));
    for (const verdict of new Set(verdicts)) count(`verdict ${verdict}`);
    for (const state of new Set(expected.map((parcel) => parcel.state))) count(`state ${state}`);
    if (expected.some(({ misdirected }) => misdirected)) count('misdirected');
    if ([...cells.values()].some((parcelsOfCell) => parcelsOfCell > 1)) count('a cell of two');
  }

  it.each([
    ...Object.keys(CASES),
    ...VERDICTS.map((verdict) => `verdict ${verdict}`),
    ...PARCEL_STATES.map((state) => `state ${state}`),
    'misdirected',
    'a cell of two',
  ])('often meet: %s', (name) => {
    expect(met.get(name) ?? 0).toBeGreaterThanOrEqual(OFTEN);
  });

  it('say the same to the reference in any order', () => {
    for (const arrivals of histories) {
      const told = arrivals.map(({ piece }) => piece);
      const { parcels } = expectedTracking(told);
      const backwards = expectedTracking([...told, ...told].reverse());
      for (const [number, { state, cells }] of parcels) {
        expect([state, cells]).toEqual(
          [backwards.parcels.get(number)].flatMap((p) => [p?.state, p?.cells]),
        );
      }
    }
  });

  afterAll(() => {
    if (process.env['HISTORIES_MET'] === undefined) return;
    const lines = [...met].sort(([, a], [, b]) => a - b).map(([name, n]) => `${n} ${name}`);
    process.stdout.write(`of ${SAMPLE} histories\n${lines.join('\n')}\n`);
  });
});

type Told = Arrival['piece'];

/** For each two things told of one parcel that belong together, by how many batches the first is later. */
function pairs(all: readonly Arrival[], belong: (a: Told, b: Told) => boolean): number[] {
  return all.flatMap((a) =>
    all
      .filter((b) => a.piece.trackingNumber === b.piece.trackingNumber && belong(a.piece, b.piece))
      .map((b) => a.batch - b.batch),
  );
}

function withdraws(a: Told, b: Told): boolean {
  return a.correction !== undefined && a.correction === b.scan?.scanId;
}

function sameInstant(a: Told, b: Told): boolean {
  return !!a.scan && a.scan.occurredAt === b.scan?.occurredAt;
}

function contentOf({ trackingNumber, scan }: Told): string {
  return JSON.stringify([trackingNumber, scan && { ...scan, sentAt: 0, recordedAt: 0 }]);
}

function isResent(a: Told, b: Told): boolean {
  return !!a.scan && a !== b && sameInstant(a, b) && contentOf(a) === contentOf(b);
}

function repeats(all: readonly Arrival[]): number[] {
  const times = new Map<string, number>();
  for (const { piece } of all.filter((a) => !!a.piece.scan)) {
    times.set(contentOf(piece), (times.get(contentOf(piece)) ?? 0) + 1);
  }
  return [...times.values()];
}

/** Each two bookings of one parcel, the older first. */
function versions(all: readonly Arrival[]) {
  return all.flatMap(({ piece: { shipment: a } }) =>
    all.flatMap(({ piece: { shipment: b } }) =>
      a && b && a.trackingNumber === b.trackingNumber && a.version < b.version
        ? [[a, b] as const]
        : [],
    ),
  );
}
