import { Injectable } from '@nestjs/common';
import { type Page, decodeCursor, pageOf } from '@youlu/http';
import { Database } from '@youlu/persistence';
import type { ListVolumesQuery, VolumeCell } from './list-volumes.dto';
import { CODE_DIGITS } from './place-level';

interface CellRow {
  place_code: string;
  day: string;
  direction: string;
  product_id: string;
  kind: string;
  simulated: boolean;
  parcels: number;
}

const CURSOR = {
  place: 'string',
  day: 'string',
  direction: 'string',
  product: 'string',
  kind: 'string',
  simulated: 'string',
} as const;

/** Cells in the order of their key; buckets are added up and empty cells left out. */
@Injectable()
export class ListVolumes {
  constructor(private readonly db: Database) {}

  async execute(query: ListVolumesQuery): Promise<Page<VolumeCell>> {
    const after = decodeCursor(query.cursor, CURSOR);
    const digits = query.level && CODE_DIGITS[query.level];
    // The longest codes need no cutting, and then the key of the cube gives the order.
    const place =
      digits === undefined || digits === 12 ? 'place_code' : `left(place_code, ${digits})`;
    const rows = await this.db.query<CellRow>(
      `SELECT ${place} AS place_code, day, direction, product_id, kind, simulated,
              sum(parcels)::int8 AS parcels
         FROM volumes
        WHERE ($1::text IS NULL OR (place_code >= $1 AND place_code < $1 || ':'))
          AND ($2::date IS NULL OR day >= $2) AND ($3::date IS NULL OR day < $3)
          AND ($4::text IS NULL OR direction = $4) AND ($5::text IS NULL OR product_id = $5)
          AND ($6::text IS NULL OR kind = $6)
          AND ($7::text IS NULL OR (place_code >= $7
               AND (${place}, day, direction, product_id, kind, simulated)
                   > ($7, $8::date, $9::text, $10::text, $11::text, $12::bool)))
        GROUP BY ${place}, day, direction, product_id, kind, simulated
       HAVING sum(parcels) <> 0
        ORDER BY ${place}, day, direction, product_id, kind, simulated
        LIMIT $13`,
      [
        query.place ?? null,
        query.from ?? null,
        query.to ?? null,
        query.direction ?? null,
        query.product ?? null,
        query.kind ?? null,
        after?.place ?? null,
        after?.day ?? null,
        after?.direction ?? null,
        after?.product ?? null,
        after?.kind ?? null,
        after === undefined ? null : after.simulated === 'true',
        query.limit + 1,
      ],
    );
    return pageOf(rows, query.limit, keysOf, (row) => cellOf(row, query.suppressUnder ?? 0));
  }
}

function keysOf(row: CellRow): Record<keyof typeof CURSOR, string> {
  return {
    place: row.place_code,
    day: row.day,
    direction: row.direction,
    product: row.product_id,
    kind: row.kind,
    simulated: String(row.simulated),
  };
}

function cellOf(row: CellRow, suppressUnder: number): VolumeCell {
  const { place_code: placeCode, day, direction, product_id: product, kind } = row;
  const parcels = row.parcels < suppressUnder ? null : row.parcels;
  return { placeCode, day, direction, product, kind, parcels, simulated: row.simulated };
}
