import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { Instant } from '@youlu/vocabulary';
import { NoteChange } from '../region-reads/note-change.use-case';
import { UnitLookup } from '../register/unit-lookup.query';
import { type Declaration, objectToDeclaration } from './declaration';
import { DeclarationRepository } from './declaration.repository';
import { objectToUnit } from './declared-unit';
import {
  compareWithStored,
  firstOfEachId,
  type IndexedRow,
  type JudgedRequest,
  sortOut,
} from './judged-rows';

/** Takes declarations row by row: what was declared before is accepted again, never changed. */
@Injectable()
export class DeclareCoverage {
  constructor(
    private readonly declarations: DeclarationRepository,
    private readonly units: UnitLookup,
    private readonly noteChange: NoteChange,
  ) {}

  async execute(
    tx: Tx,
    rows: readonly IndexedRow<Declaration>[],
    now: Instant,
  ): Promise<JudgedRequest> {
    const kinds = await this.units.kindsOf(
      tx,
      rows.map(({ row }) => row.unitCode),
    );
    const { good, rejections } = sortOut(
      rows,
      (row) =>
        objectToDeclaration(row) ??
        objectToUnit('unitCode', row.unitCode, row.indicator, kinds.get(row.unitCode)),
    );
    const first = firstOfEachId(good, (row) => row.declarationId);
    const stored = await this.declarations.addDeclarations(tx, first, now);
    if (stored.added.size > 0) await this.noteChange.execute(tx);
    const judged = compareWithStored(good, stored, 'declarationId');
    return { results: judged.results, rejections: [...rejections, ...judged.rejections] };
  }
}
