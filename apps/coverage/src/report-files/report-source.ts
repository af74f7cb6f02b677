import { rowsOfText, type PartTexts } from '../frozen-reports/report-document';
import type { FrozenTally, PlaceRow } from '../frozen-reports/frozen-place';
import type { ReportHeader } from '../frozen-reports/report-header';
import type { ReportState } from '../reports/report-state';
import type { UnitRow } from '../frozen-reports/frozen-unit';

/** A frozen report as files are made of it: its lists are read piece by piece. */
export interface ReportSource {
  readonly header: ReportHeader;
  readonly sha256: string;
  readonly state: ReportState;
  readonly texts: PartTexts;
}

export async function* unitRows({ texts }: ReportSource): AsyncGenerator<UnitRow> {
  for await (const text of texts('units')) yield* rowsOfText<UnitRow>(text);
}

export async function* placeRows({ texts }: ReportSource): AsyncGenerator<PlaceRow> {
  for await (const text of texts('places')) yield* rowsOfText<PlaceRow>(text);
}

/** One count of a place's row, by its name. */
export function countOf(header: ReportHeader, row: PlaceRow, column: keyof FrozenTally): number {
  return Number(row[header.placeColumns.indexOf(column)] ?? 0);
}
