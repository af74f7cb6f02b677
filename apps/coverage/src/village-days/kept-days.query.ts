import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import { type PackedRow, packedSql, unpackRows } from '../region-reads/packed-rows';
import { RevisionNow } from '../region-reads/revision-now.query';
import { DayTable } from './day-table';

const COLUMNS = ['code', 'year', 'channel', 'direction', 'mode', 'simulated', 'days'] as const;
const REGION_DIGITS = 2;
/** A region of 9,000 villages is about 2 MB a year, all of China 60. */
const REGIONS_MAX = 32;

/**
 * Bitmaps of whole regions in memory, each with the revision of evidence it was read at: a commit that
 * changes evidence makes another revision, so what is found here is what a fresh read would say.
 */
@Injectable()
export class KeptDays {
  private readonly kept = new Map<string, { revision: number; table: Promise<DayTable> }>();

  constructor(
    private readonly db: Database,
    private readonly revision: RevisionNow,
  ) {}

  /** What is kept of a place's region; read now, if it is worth reading all of it. */
  async find(place: string, isWorthReading: boolean): Promise<DayTable | undefined> {
    const region = place.slice(0, REGION_DIGITS);
    const revision = await this.revision.read(); // before all else, so that nothing kept is older
    const known = this.kept.get(region);
    if (known?.revision === revision) return known.table;
    if (!isWorthReading) return undefined;
    const table = this.read(region);
    this.kept.delete(region); // so that it becomes the youngest
    this.kept.set(region, { revision, table });
    const [oldest] = this.kept.keys();
    if (this.kept.size > REGIONS_MAX && oldest !== undefined) this.kept.delete(oldest);
    table.catch(() => this.kept.delete(region)); // the caller sees the error
    return table;
  }

  private async read(region: string): Promise<DayTable> {
    // What PostgreSQL sends of bits is their number in four bytes, and then the bits.
    const select = `SELECT place_code AS code, year, channel, direction, mode, simulated,
              substr(encode(bit_send(days), 'hex'), 9) AS days
       FROM village_days WHERE place_code >= $1 AND place_code < $1 || ':'
       ORDER BY place_code, year`;
    const [packed] = await this.db.query<PackedRow<(typeof COLUMNS)[number]>>(
      packedSql(select, COLUMNS),
      [region],
    );
    return new DayTable(unpackRows(packed, COLUMNS));
  }
}
