import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { Instant } from '@youlu/vocabulary';
import {
  compareWithStored,
  firstOfEachId,
  type IndexedRow,
  type JudgedRequest,
  sortOut,
} from '../declarations/judged-rows';
import { NoteChange } from '../region-reads/note-change.use-case';
import { UnitLookup } from '../register/unit-lookup.query';
import { type CoverageTarget, objectToTarget } from './coverage-target';
import { type MailPrescription, objectToPrescription } from './mail-prescription';
import { OwnListRows, PRESCRIPTIONS, type RowTable, TARGETS } from './own-list-rows.repository';

/** Takes rows of the lists one by one: what is known is accepted again, never changed. */
@Injectable()
export class KeepOwnLists {
  constructor(
    private readonly rows: OwnListRows,
    private readonly units: UnitLookup,
    private readonly noteChange: NoteChange,
  ) {}

  async targets(
    tx: Tx,
    rows: readonly IndexedRow<CoverageTarget>[],
    now: Instant,
  ): Promise<JudgedRequest> {
    const places = rows.map(({ row }) => row.placeCode);
    const kinds = await this.units.kindsOf(tx, places);
    const sorted = sortOut(rows, (row) => objectToTarget(row, kinds.has(row.placeCode)));
    return this.keep(tx, TARGETS, sorted, now);
  }

  async prescriptions(
    tx: Tx,
    rows: readonly IndexedRow<MailPrescription>[],
    now: Instant,
  ): Promise<JudgedRequest> {
    const codes = rows.map(({ row }) => row.unitCode);
    const kinds = await this.units.kindsOf(tx, codes);
    const sorted = sortOut(rows, (row) => objectToPrescription(row, kinds.get(row.unitCode)));
    return this.keep(tx, PRESCRIPTIONS, sorted, now);
  }

  private async keep<Row extends object>(
    tx: Tx,
    of: RowTable<Row>,
    { good, rejections }: ReturnType<typeof sortOut<Row>>,
    now: Instant,
  ): Promise<JudgedRequest> {
    const first = firstOfEachId(good, (row) => String(row[of.id]));
    const stored = await this.rows.add(tx, of, first, now);
    if (stored.added.size > 0) await this.noteChange.execute(tx);
    const judged = compareWithStored(good, stored, of.id);
    return { results: judged.results, rejections: [...rejections, ...judged.rejections] };
  }
}
