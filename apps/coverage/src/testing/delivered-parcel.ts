import type { ParcelSnapshot } from '@youlu/contracts';
import { ReplaceEvidence } from '../evidence/replace-evidence.use-case';
import type { RunningCoverage } from './running-coverage';

/** Tells of a parcel that was delivered, or is held, in a village, its own if nothing else is said; with `withdrawnAt`, that it was not after all. */
export async function tellDelivered(
  coverage: RunningCoverage,
  parcel: {
    trackingNumber: string;
    version?: number;
    village: string;
    nodeId?: string;
    /** Where it is addressed to. */
    destination?: string;
    kind?: 'delivered' | 'held-at-station';
    at: number;
    recordedAt: number;
    withdrawnAt?: number;
    /** When it went on from there, and since when that is known. */
    wentOn?: { at: number; knownFrom: number };
  },
): Promise<void> {
  const { trackingNumber, village, at, recordedAt, withdrawnAt, kind = 'delivered' } = parcel;
  const { wentOn } = parcel;
  const snapshot: ParcelSnapshot = {
    trackingNumber,
    version: parcel.version ?? 1,
    state: 'delivered',
    direction: 'inbound',
    productId: null,
    originCode: '330100',
    destinationCode: parcel.destination ?? village,
    misdirected: false,
    lastFactAt: at,
    acceptedAt: null,
    departedAt: null,
    deliveredAt: at,
    returnedAt: null,
    factsNotCarried: 0,
    simulated: false,
    facts: [
      {
        scanId: `s-${trackingNumber}`,
        kind,
        nodeId: parcel.nodeId ?? 'n-1',
        placeCode: village,
        occurredAt: at,
        recordedAt,
        verdict: withdrawnAt === undefined ? 'ok' : 'withdrawn',
        withdrawnAt: withdrawnAt ?? null,
        endsAt: wentOn?.at ?? null,
        ...(wentOn === undefined ? {} : { endKnownFrom: wentOn.knownFrom }),
        ...(withdrawnAt === undefined ? {} : wasKnown(recordedAt, withdrawnAt)),
      },
    ],
  };
  const replace = coverage.app.get(ReplaceEvidence, { strict: false });
  await coverage.db.transaction((tx) => replace.execute(tx, [snapshot]));
}

/** Until it was withdrawn it was good. */
function wasKnown(from: number, to: number) {
  return { knownFrom: to, formerly: [{ from, to, verdict: 'ok' as const, endsAt: null }] };
}
