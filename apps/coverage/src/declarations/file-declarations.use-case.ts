import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { Instant } from '@youlu/vocabulary';
import { NoteChange } from '../region-reads/note-change.use-case';
import { UnitLookup } from '../register/unit-lookup.query';
import { type Filing, objectToPeriod } from './declaration';
import { DeclarationRepository } from './declaration.repository';
import { objectToCounty } from './declared-unit';
import {
  compareWithStored,
  firstOfEachId,
  type IndexedRow,
  type JudgedRequest,
  sortOut,
} from './judged-rows';

/** Takes counties' word that their declaration is complete: from then on, silence means no. */
@Injectable()
export class FileDeclarations {
  constructor(
    private readonly declarations: DeclarationRepository,
    private readonly units: UnitLookup,
    private readonly noteChange: NoteChange,
  ) {}

  async execute(tx: Tx, rows: readonly IndexedRow<Filing>[], now: Instant): Promise<JudgedRequest> {
    const kinds = await this.units.kindsOf(
      tx,
      rows.map(({ row }) => row.countyCode),
    );
    const { good, rejections } = sortOut(
      rows,
      (row) =>
        objectToPeriod(row) ??
        objectToCounty('countyCode', row.countyCode, kinds.get(row.countyCode)),
    );
    const first = firstOfEachId(good, (row) => row.filingId);
    const stored = await this.declarations.addFilings(tx, first, now);
    if (stored.added.size > 0) await this.noteChange.execute(tx);
    const judged = compareWithStored(good, stored, 'filingId');
    return { results: judged.results, rejections: [...rejections, ...judged.rejections] };
  }
}
