import fc from 'fast-check';
import { history } from './histories';
import { type ExpectedParcel, type ExpectedTracking, expectedTracking } from './index.mjs';
import { ProductFold } from './product-fold';

const HISTORIES = Number(process.env['HISTORIES'] ?? 100_000);
/** To see one failure again: REPLAY='{"seed":1,"path":"0:1"}' as printed, with npm run test:unit. */
const REPLAY = JSON.parse(process.env['REPLAY'] ?? '{}') as { seed?: number; path?: string };

describe('the fold of parcels', () => {
  it(
    `equals the reference over ${HISTORIES} histories, however they arrive`,
    async () => {
      await fc.assert(
        fc.asyncProperty(history, async (arrivals) => {
          const product = new ProductFold();
          await product.apply(arrivals);
          expectTheSame(product, expectedTracking(arrivals.map(({ piece }) => piece)));
        }),
        { numRuns: HISTORIES, ...REPLAY },
      );
    },
    10 * 60_000,
  );
});

/** Texts are compared first, since the assertions of Jest cost more than the fold. */
function expectTheSame(product: ProductFold, expected: ExpectedTracking): void {
  const is = productTexts(product);
  const should = expectedTexts(expected);
  if (JSON.stringify(is) === JSON.stringify(should)) return;
  expect(is).toEqual(should);
  throw new Error('texts differ');
}

function productTexts(product: ProductFold): unknown {
  const parcels = [...product.parcels].sort(byKey).map(([number, { derived }]) => {
    const { state, misdirected, seen } = derived;
    const scans = product.verdictsOf(number).map(([fact, verdict]) => factText(fact, verdict));
    const snapshot = product.snapshots.get(number);
    return [
      number,
      state,
      misdirected,
      seen ? [seen.occurredAt, seen.nodeId, seen.placeCode] : null,
      scans.sort(),
      [snapshot?.state ?? 'unknown', snapshot?.misdirected ?? false, snapshot?.lastFactAt ?? null],
    ];
  });
  const stored = [...product.scans.values()].map(({ trackingNumber, scan }) =>
    factText(scan, trackingNumber),
  );
  return [parcels, stored.sort(), [...product.volumes].sort(byKey)];
}

function expectedTexts({ parcels, cells }: ExpectedTracking): unknown {
  const rows = [...parcels].sort(byKey).map(([number, parcel]) => {
    const { state, misdirected, last } = parcel;
    return [
      number,
      state,
      misdirected,
      last ? [last.at, last.nodeId, last.placeCode] : null,
      parcel.scans.map((scan) => factText(scan, scan.verdict)).sort(),
      [state, misdirected, last?.at ?? null],
    ];
  });
  const stored = [...parcels].flatMap(([number, { scans }]) =>
    scans.map((scan) => factText(scan, number)),
  );
  return [rows, stored.sort(), [...cells].sort(byKey)];
}

type Told = Omit<
  ExpectedParcel['scans'][number],
  'trackingNumber' | 'verdict' | 'recordedAt' | 'consent' | 'proof' | 'feeCents' | 'mode'
> & {
  readonly consent?: boolean | undefined;
  readonly proof?: string | undefined;
  readonly feeCents?: number | undefined;
  readonly mode?: string | undefined;
};

function factText(fact: Told, more: string): string {
  const { scanId, kind, nodeId, placeCode, occurredAt, sentAt, consent, proof, feeCents, mode } =
    fact;
  return [
    scanId,
    occurredAt,
    kind,
    nodeId,
    placeCode,
    consent,
    proof,
    feeCents,
    mode,
    sentAt,
    more,
  ].join('|');
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
