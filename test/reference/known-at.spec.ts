import { dayOf } from '@youlu/vocabulary';
import fc from 'fast-check';
import { factsOf, formerFactsOf } from '../../apps/coverage/src/evidence/parcel-facts';
import { type Arrival, history } from './histories';
import { type ExpectedParcel, expectedTracking, type Piece } from './index.mjs';
import { ProductFold } from './product-fold';

const HISTORIES = Math.ceil(Number(process.env['HISTORIES'] ?? 100_000) / 20);
/** Histories note their scans at this instant and up to three ms later; so do the rest here. */
const NOTED = Date.parse('2020-10-11T08:00:00+08:00');
const INSTANTS = [-1, 0, 1, 2, 3].map((ms) => NOTED + ms);
const EVIDENCE = ['accepted', 'delivered'];
const RESTS = ['delivered', 'held-at-station', 'in-locker'];

/** Says of each booking and correction when it was noted; of one, always the same. */
function noted(arrivals: readonly Arrival[], later: readonly number[]): Arrival[] {
  return arrivals.map(({ batch, piece }) => {
    const { shipment, correction } = piece;
    const at = (i: number): number => NOTED + (later[i % later.length] ?? 0);
    if (shipment) {
      return {
        batch,
        piece: { ...piece, shipment: { ...shipment, recordedAt: at(shipment.version) } },
      };
    }
    if (!correction) return { batch, piece };
    return { batch, piece: { ...piece, correctedAt: at(correction.charCodeAt(0)) } };
  });
}

/** What of a journal had been recorded by an instant; a scan by its first report. */
function recordedBy(journal: readonly Piece[], instant: number): Piece[] {
  const contentOf = (piece: Piece): string =>
    JSON.stringify({ ...piece.scan, sentAt: 0, recordedAt: 0 });
  return journal.flatMap((piece): Piece[] => {
    const { scan, shipment, correctedAt } = piece;
    if (shipment) return (shipment.recordedAt ?? 0) <= instant ? [piece] : [];
    if (correctedAt !== undefined) return correctedAt <= instant ? [piece] : [];
    if (!scan) return [piece];
    const same = journal.filter((p) => p.scan && contentOf(p) === contentOf(piece));
    const recordedAt = Math.min(...same.map((p) => p.scan?.recordedAt ?? 0));
    const sentAt = Math.min(...same.map((p) => p.scan?.sentAt ?? 0));
    return recordedAt <= instant ? [{ ...piece, scan: { ...scan, sentAt, recordedAt } }] : [];
  });
}

type Proof = (string | number | boolean | null)[];

/** What the reference has the scans of a parcel prove. */
function provedBy({ scans }: ExpectedParcel): Proof[] {
  const effective = scans.filter(({ verdict }) =>
    ['ok', 'off-plan', 'unknown-parcel'].includes(verdict),
  );
  return effective.flatMap((scan, i): Proof[] => {
    const { scanId, placeCode, occurredAt, kind, verdict } = scan;
    if (verdict === 'unknown-parcel' || ![...EVIDENCE, ...RESTS].includes(kind)) return [];
    const end = effective[i + 1];
    const isRest = RESTS.includes(kind);
    const ends = isRest && end ? dayOf(end.occurredAt) : null;
    return [[scanId, placeCode, occurredAt, EVIDENCE.includes(kind), isRest, ends]];
  });
}

/** What coverage, told the newest snapshots, says that they were taken to prove at an instant. */
function keptBy(product: ProductFold, number: string, instant: number): Proof[] {
  const snapshot = product.snapshots.get(number);
  if (!snapshot) return [];
  const current = factsOf(snapshot)
    .filter(({ knownFrom }) => knownFrom <= instant)
    .map((fact) => ((fact.endKnownFrom ?? 0) > instant ? { ...fact, endsDay: null } : fact));
  const former = formerFactsOf(snapshot).filter(
    ({ knownFrom, knownTo }) => knownFrom <= instant && instant < knownTo,
  );
  return [...current, ...former]
    .filter(({ isEvidence, isRest }) => isEvidence || isRest)
    .map((f) => [f.scanId, f.placeCode, f.occurredAt, f.isEvidence, f.isRest, f.endsDay]);
}

const inOrder = (proofs: readonly Proof[]): string => JSON.stringify(proofs.map(String).sort());

describe('what a parcel was taken to prove', () => {
  it(
    `at any instant is what had been recorded by then, over ${HISTORIES} histories`,
    async () => {
      const anyNoted = fc.array(fc.nat(3), { minLength: 7, maxLength: 7 });
      await fc.assert(
        fc.asyncProperty(history, anyNoted, async (arrivals, later) => {
          const told = noted(arrivals, later);
          const product = new ProductFold();
          await product.apply(told);
          const journal = told.map(({ piece }) => piece);
          for (const instant of INSTANTS) {
            const { parcels } = expectedTracking(recordedBy(journal, instant));
            for (const number of product.parcels.keys()) {
              const parcel = parcels.get(number);
              const expected = inOrder(parcel ? provedBy(parcel) : []);
              const kept = inOrder(keptBy(product, number, instant));
              if (kept !== expected) expect(kept).toBe(expected); // an assertion costs more than a fold
            }
          }
        }),
        { numRuns: HISTORIES },
      );
    },
    10 * 60_000,
  );
});
