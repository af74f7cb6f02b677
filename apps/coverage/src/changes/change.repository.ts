import { Injectable } from '@nestjs/common';
import { BinaryCopy, type Tx } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import { v7 as newId } from 'uuid';
import { CHANGE_COLUMNS, CHANGE_UNITS } from './change-columns.query';
import type { Decision, StoredChange } from './stored-change';

type Act = Pick<Decision, 'act' | 'decidedBy' | 'document' | 'note'>;
/** What has one code on a side of one pair. */
export interface CodeOfPair {
  readonly earlier: Day;
  readonly later: Day;
  readonly side: 'from' | 'to';
  readonly code: string;
}

@Injectable()
export class ChangeRepository {
  /**
   * An act that nobody else's comes between: acts wait here for one another, so that the one with
   * the higher ordinal has seen all that the lower ones did.
   */
  async open(tx: Tx, act: Act): Promise<Decision> {
    await tx.execute('LOCK TABLE decisions IN SHARE ROW EXCLUSIVE MODE');
    const [last] = await tx.query<{ ordinal: number | null }>(
      `SELECT max(ordinal) AS ordinal FROM decisions`,
    );
    return { ...act, decisionId: newId(), ordinal: (last?.ordinal ?? 0) + 1 };
  }

  /** Keeps the act as recorded now, or when the one before was, should a clock have been set back. */
  async keep(tx: Tx, decision: Decision, now: Instant): Promise<void> {
    const { decisionId, ordinal, act, decidedBy, document, note } = decision;
    await tx.execute(
      `INSERT INTO decisions (decision_id, ordinal, act, decided_by, document, note, recorded_at)
       SELECT $1, $2, $3, $4, $5, $6, greatest($7, (SELECT max(recorded_at) FROM decisions))`,
      [decisionId, ordinal, act, decidedBy, document, note, now],
    );
  }

  async add(tx: Tx, changes: readonly StoredChange[], decision: Decision): Promise<void> {
    if (changes.length === 0) return;
    const rows = new BinaryCopy([
      ...(['uuid', 'date', 'date', 'text', 'text', 'text', 'int2', 'text', 'text'] as const),
      ...(['text', 'date', 'text', 'text', 'uuid'] as const),
    ]);
    const units = new BinaryCopy(['uuid', 'text', 'text']);
    for (const change of changes) {
      const { changeId, earlier, later, region, kind, status, confidence, reason, heir } = change;
      rows.add([
        ...[changeId, earlier, later, region, kind, status, confidence, reason, heir],
        ...[JSON.stringify(change.parameters), change.effectiveOn, change.document ?? null],
        ...[change.note ?? null, decision.decisionId],
      ]);
      for (const code of change.from) units.add([changeId, 'from', code]);
      for (const code of change.to) units.add([changeId, 'to', code]);
    }
    await tx.copyInBinary(
      `COPY changes (change_id, earlier, later, region, kind, status, confidence, reason, heir,
         parameters, effective_on, document, note, decision_id) FROM STDIN BINARY`,
      rows.finish(),
    );
    await tx.copyInBinary(
      `COPY change_units (change_id, side, code) FROM STDIN BINARY`,
      units.finish(),
    );
  }

  async supersede(tx: Tx, changeIds: readonly string[], decision: Decision): Promise<void> {
    await tx.execute(
      `UPDATE changes SET superseded_by = $2
       WHERE change_id = ANY($1::uuid[]) AND superseded_by IS NULL`,
      [changeIds, decision.decisionId],
    );
  }

  /** Supersedes all that is told between two editions; resolves to what organisations had decided. */
  async displace(tx: Tx, earlier: Day, later: Day, decision: Decision): Promise<StoredChange[]> {
    const decided = await tx.query<StoredChange>(
      `SELECT ${CHANGE_COLUMNS} FROM changes c ${CHANGE_UNITS}
       WHERE c.earlier = $1 AND c.later = $2 AND c.superseded_by IS NULL
         AND c.status IN ('accepted', 'rejected') ORDER BY c.change_id`,
      [earlier, later],
    );
    await tx.execute(
      `UPDATE changes SET superseded_by = $3
       WHERE earlier = $1 AND later = $2 AND superseded_by IS NULL`,
      [earlier, later, decision.decisionId],
    );
    return decided;
  }

  /** Those of these changes that stand, by id. */
  async standing(tx: Tx, changeIds: readonly string[]): Promise<Map<string, StoredChange>> {
    const rows = await tx.query<StoredChange>(
      `SELECT ${CHANGE_COLUMNS} FROM changes c ${CHANGE_UNITS}
       WHERE c.change_id = ANY($1::uuid[]) AND c.superseded_by IS NULL`,
      [changeIds],
    );
    return new Map(rows.map((row) => [row.changeId, row]));
  }

  /**
   * What stands about codes of pairs, on whichever side: who leaves a code bears on who takes it.
   * Rejected changes say nothing.
   */
  async about(tx: Tx, codes: readonly Omit<CodeOfPair, 'side'>[]): Promise<StoredChange[]> {
    return tx.query<StoredChange>(
      `SELECT ${CHANGE_COLUMNS} FROM changes c ${CHANGE_UNITS}
       WHERE c.superseded_by IS NULL AND c.status <> 'rejected' AND c.change_id IN (
         SELECT u.change_id
         FROM unnest($1::date[], $2::date[], $3::text[]) AS a(earlier, later, code)
         JOIN change_units u ON u.code = a.code
         JOIN changes o ON o.change_id = u.change_id
           AND o.earlier = a.earlier AND o.later = a.later)`,
      [
        codes.map(({ earlier }) => earlier),
        codes.map(({ later }) => later),
        codes.map(({ code }) => code),
      ],
    );
  }
}
