import { countIn, emptyTally, type FrozenPlace, PlaceTallies, rowOfPlace } from './frozen-place';
import { type FrozenUnit, rowOfUnit } from './frozen-unit';
import { textOfRows } from './report-document';

/** Rows a piece: some 70 KB of text, so that a nation is read and written in small portions. */
const ROWS_PER_PIECE = 1_000;

export interface Piece {
  readonly ordinal: number;
  readonly firstCode: string;
  readonly text: string;
}

/** The lists of a report as pieces of text, made in one pass over the units. */
export class FrozenLists {
  readonly tally = emptyTally();
  simulated = false;
  unitCount = 0;
  private readonly tallies: PlaceTallies;

  constructor(
    places: readonly Pick<FrozenPlace, 'code' | 'name' | 'level'>[],
    private readonly units: Iterable<FrozenUnit>,
  ) {
    this.tallies = new PlaceTallies(places);
  }

  *unitPieces(): Generator<Piece> {
    let rows: ReturnType<typeof rowOfUnit>[] = [];
    let ordinal = 0;
    for (const unit of this.units) {
      this.count(unit);
      rows.push(rowOfUnit(unit));
      if (rows.length < ROWS_PER_PIECE) continue;
      yield pieceOf(ordinal++, rows);
      rows = [];
    }
    if (rows.length > 0) yield pieceOf(ordinal, rows);
  }

  /** The tallies of all places; complete when the units have been read. */
  places(): FrozenPlace[] {
    return this.tallies.all();
  }

  *placePieces(): Generator<Piece> {
    const places = this.places();
    for (let from = 0; from < places.length; from += ROWS_PER_PIECE) {
      const rows = places.slice(from, from + ROWS_PER_PIECE).map(rowOfPlace);
      yield pieceOf(from / ROWS_PER_PIECE, rows);
    }
  }

  private count(unit: FrozenUnit): void {
    this.unitCount++;
    if (unit.simulated) this.simulated = true;
    countIn(this.tally, unit);
    this.tallies.add(unit);
  }
}

function pieceOf(ordinal: number, rows: readonly (readonly [string, ...unknown[]])[]): Piece {
  return { ordinal, firstCode: rows[0]?.[0] ?? '', text: textOfRows(rows) };
}
