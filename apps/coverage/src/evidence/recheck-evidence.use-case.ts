import {
  Checksum,
  type Comparison,
  type Database,
  inPieces,
  type Projection,
  type Tx,
} from '@youlu/persistence';
import { dayOf, type Instant, type ScanKind, type Verdict } from '@youlu/vocabulary';
import type { NoteChange } from '../region-reads/note-change.use-case';
import type { KeepVillageDays } from '../village-days/keep-village-days.use-case';
import type { EvidenceOfDay } from '../village-days/served-day';
import { provesOf } from './parcel-facts';

interface FactRow {
  tracking_number: string;
  ordinal: number | null;
  facts: number | null;
  kind: ScanKind;
  verdict: Verdict;
  occurred_at: Instant;
  day: string;
  is_evidence: boolean;
  is_rest: boolean;
}

export interface StaleEvidence {
  readonly trackingNumber: string;
  /** Undefined: facts of the parcel are missing, and only tracking can tell them again. */
  readonly ordinal: number | undefined;
  readonly kept: string;
  readonly recounted: string;
}

const ROWS_AT_ONCE = 10_000;
const DIFFERENCES_MAX = 50_000;
const MENDED_AT_ONCE = 500;

/**
 * What facts prove, judged anew from the facts as tracking told them, and whether all it told are
 * there. Facts that are missing cannot be made here: their parcel is made to accept its snapshot
 * again, which `rebuild tracking.snapshots` tells.
 */
export class RecheckEvidence implements Projection<StaleEvidence> {
  constructor(
    private readonly noteChange: NoteChange,
    private readonly keepVillageDays: KeepVillageDays,
  ) {}

  compare(db: Database): Promise<Comparison<StaleEvidence>> {
    return db.transaction(async (tx) => {
      await tx.execute('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const found = new Found();
      const facts = inPieces<FactRow>(
        tx,
        ROWS_AT_ONCE,
        `SELECT tracking_number, f.ordinal, p.facts, f.kind, f.verdict, f.occurred_at, f.day,
           f.is_evidence, f.is_rest
         FROM parcels p FULL JOIN parcel_facts f USING (tracking_number)
         ORDER BY tracking_number, f.ordinal`,
      );
      for await (const rows of facts) {
        for (const row of rows) found.take(row);
      }
      return found.comparison();
    });
  }

  async mend(db: Database, differences: readonly StaleEvidence[]): Promise<number> {
    for (let at = 0; at < differences.length; at += MENDED_AT_ONCE) {
      const some = differences.slice(at, at + MENDED_AT_ONCE);
      await db.transaction(async (tx) => {
        await this.mendSome(tx, some);
        await this.noteChange.execute(tx);
      });
    }
    return differences.filter(({ ordinal }) => ordinal !== undefined).length;
  }

  /** Their days are looked up again too: facts that were wrong were kept where they did not belong. */
  private async mendSome(tx: Tx, some: readonly StaleEvidence[]): Promise<void> {
    const numbers = [...new Set(some.map(({ trackingNumber }) => trackingNumber))].sort();
    await lockParcels(tx, numbers);
    const before = await evidenceOf(tx, numbers);
    await mendFacts(tx, numbers, some);
    await this.keepVillageDays.afterReplacing(tx, before, await evidenceOf(tx, numbers));
  }

  describe({ trackingNumber, ordinal, kept, recounted }: StaleEvidence): string {
    const which = ordinal === undefined ? 'number of facts' : `fact ${ordinal}`;
    const then = ordinal === undefined ? '; then: npm run youlu -- rebuild tracking.snapshots' : '';
    return `${trackingNumber} ${which}: kept ${kept}, should be ${recounted}${then}`;
  }
}

/** Goes through facts in the order of their parcels. */
class Found {
  private readonly kept = new Checksum();
  private readonly recounted = new Checksum();
  private readonly differences: StaleEvidence[] = [];
  private rows = 0;
  private count = 0;
  private parcel = { trackingNumber: '', told: 0, there: 0 };

  take(row: FactRow): void {
    if (row.tracking_number !== this.parcel.trackingNumber) {
      this.closeParcel();
      this.parcel = { trackingNumber: row.tracking_number, told: row.facts ?? 0, there: 0 };
    }
    if (row.ordinal === null) return; // a parcel that was told without facts, or lost all of them
    this.rows += 1;
    this.parcel.there += 1;
    const { isEvidence, isRest } = provesOf(row.kind, row.verdict);
    const is = [row.day, row.is_evidence, row.is_rest].join(' ');
    const should = [dayOf(row.occurred_at), isEvidence, isRest].join(' ');
    this.note(row.tracking_number, row.ordinal, is, should);
  }

  comparison(): Comparison<StaleEvidence> {
    this.closeParcel();
    const { rows, count, differences } = this;
    return { rows, count, differences, kept: String(this.kept), recounted: String(this.recounted) };
  }

  private closeParcel(): void {
    const { trackingNumber, told, there } = this.parcel;
    if (trackingNumber !== '') this.note(trackingNumber, undefined, String(there), String(told));
  }

  private note(number: string, ordinal: number | undefined, is: string, should: string): void {
    this.kept.add(`${number} ${ordinal ?? 'facts'} ${is}`);
    this.recounted.add(`${number} ${ordinal ?? 'facts'} ${should}`);
    if (is === should) return;
    this.count += 1;
    if (this.differences.length < DIFFERENCES_MAX)
      this.differences.push({ trackingNumber: number, ordinal, kept: is, recounted: should });
  }
}

/** As their consumer does; what it replaced meanwhile is judged as it is. */
async function lockParcels(tx: Tx, numbers: readonly string[]): Promise<void> {
  await tx.execute(
    `SELECT FROM parcels WHERE tracking_number = ANY($1::text[]) ORDER BY tracking_number FOR UPDATE`,
    [numbers],
  );
}

async function evidenceOf(tx: Tx, numbers: readonly string[]): Promise<EvidenceOfDay[]> {
  return tx.query(
    `SELECT place_code AS "placeCode", day, kind, direction, mode, simulated FROM parcel_facts
     WHERE is_evidence AND tracking_number = ANY($1::text[])`,
    [numbers],
  );
}

async function mendFacts(
  tx: Tx,
  numbers: readonly string[],
  differences: readonly StaleEvidence[],
): Promise<void> {
  await tx.execute(
    `UPDATE parcels p SET version = 0, digest = NULL WHERE tracking_number = ANY($1::text[]) AND facts <>
       (SELECT count(*) FROM parcel_facts f WHERE f.tracking_number = p.tracking_number)`,
    [differences.filter((d) => d.ordinal === undefined).map((d) => d.trackingNumber)],
  );
  const rows = await tx.query<FactRow>(
    `SELECT tracking_number, ordinal, kind, verdict, occurred_at, day, is_evidence, is_rest
       FROM parcel_facts WHERE tracking_number = ANY($1::text[])`,
    [numbers],
  );
  for (const row of rows) {
    const { isEvidence, isRest } = provesOf(row.kind, row.verdict);
    const day = dayOf(row.occurred_at);
    if (row.day === day && row.is_evidence === isEvidence && row.is_rest === isRest) continue;
    await tx.execute(
      `UPDATE parcel_facts SET day = $3, is_evidence = $4, is_rest = $5
        WHERE tracking_number = $1 AND ordinal = $2`,
      [row.tracking_number, row.ordinal, day, isEvidence, isRest],
    );
  }
}
