import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf } from '@youlu/http';
import { Database } from '@youlu/persistence';
import type { Day, Direction } from '@youlu/vocabulary';
import { LOCAL_TENANT } from '../tenant';
import { FIRST_DAY, LAST_DAY } from './flow-period';

/** Parcels accepted on one day, of one product, from one county to one destination. */
export interface Flow {
  readonly product: string;
  readonly originCounty: string;
  readonly destination: string;
  readonly direction: Direction;
  readonly day: Day;
  /** As counted: a sample is not scaled up. */
  readonly parcels: number;
  readonly simulated: boolean;
}

export interface FlowsAsked {
  from?: Day;
  to?: Day;
  limit: number;
  cursor?: string;
}

const CURSOR = {
  day: 'string',
  product: 'string',
  originCounty: 'string',
  destination: 'string',
  direction: 'string',
  simulated: 'string',
} as const;
const KEY = 'day, product, origin_county, destination, direction, simulated';

/** What moves: accepted parcels by product, origin, destination, direction and day. */
@Injectable()
export class Flows {
  constructor(private readonly db: Database) {}

  /** from ≤ day < to, in the order of day, product, origin, destination, direction. */
  async page(asked: FlowsAsked): Promise<Page<Flow>> {
    const { from = FIRST_DAY, to = LAST_DAY, limit } = asked;
    const after = decodeCursor(asked.cursor, CURSOR);
    const rows = await this.db.query<Flow>(
      `select product, origin_county as "originCounty", destination, direction, day,
         sum(parcels)::bigint as parcels, simulated
       from flow_cells
       where tenant = $1 and day >= $2 and day < $3
         ${after === undefined ? '' : `and (${KEY}) > ($5::date, $6, $7, $8, $9, $10::boolean)`}
       group by ${KEY} having sum(parcels) <> 0
       order by ${KEY} limit $4`,
      [LOCAL_TENANT, from, to, limit + 1, ...(after === undefined ? [] : keysOf(after))],
    );
    return pageOf(rows, limit, (last) => ({
      day: last.day,
      product: last.product,
      originCounty: last.originCounty,
      destination: last.destination,
      direction: last.direction,
      simulated: String(last.simulated),
    }));
  }
}

function keysOf(cursor: Record<keyof typeof CURSOR, string>): string[] {
  const { day, product, originCounty, destination, direction, simulated } = cursor;
  return [day, product, originCounty, destination, direction, simulated];
}
