import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf } from '@youlu/http';
import { Database } from '@youlu/persistence';
import type { Day } from '@youlu/vocabulary';
import { LOCAL_TENANT } from '../tenant';
import { FIRST_DAY, LAST_DAY } from './flow-period';

/** Outbound parcels of a product accepted in one week, from a county to a province. */
export interface FlowMatrixCell {
  readonly product: string;
  readonly originCounty: string;
  /** 2 digits. */
  readonly destinationProvince: string;
  /** ISO 8601, `2020-W36`; a week that the period cuts counts only its days inside. */
  readonly week: string;
  readonly parcels: number;
  readonly simulated: boolean;
}

export interface FlowMatrixAsked {
  from?: Day;
  to?: Day;
  product?: string;
  limit: number;
  cursor?: string;
}

const CURSOR = {
  product: 'string',
  originCounty: 'string',
  destinationProvince: 'string',
  week: 'string',
  simulated: 'string',
} as const;
const WEEK = `to_char(day, 'IYYY-"W"IW') collate "C"`;
const KEY = `product, origin_county, destination, ${WEEK}, simulated`;

/** Product × origin county × destination province × week. */
@Injectable()
export class FlowMatrix {
  constructor(private readonly db: Database) {}

  /** from ≤ day < to, in the order of product, origin, destination, week. */
  async page(asked: FlowMatrixAsked): Promise<Page<FlowMatrixCell>> {
    const { from = FIRST_DAY, to = LAST_DAY, product = null, limit } = asked;
    const after = decodeCursor(asked.cursor, CURSOR);
    const rows = await this.db.query<FlowMatrixCell>(
      `select product, origin_county as "originCounty", destination as "destinationProvince",
         ${WEEK} as week, sum(parcels)::bigint as parcels, simulated
       from flow_cells
       where tenant = $1 and day >= $2 and day < $3 and direction = 'outbound'
         and ($5::text is null or product = $5)
         ${after === undefined ? '' : `and (${KEY}) > ($6, $7, $8, $9, $10::boolean)`}
       group by ${KEY} having sum(parcels) <> 0
       order by ${KEY} limit $4`,
      [LOCAL_TENANT, from, to, limit + 1, product, ...(after === undefined ? [] : keysOf(after))],
    );
    return pageOf(rows, limit, (last) => ({
      product: last.product,
      originCounty: last.originCounty,
      destinationProvince: last.destinationProvince,
      week: last.week,
      simulated: String(last.simulated),
    }));
  }
}

function keysOf(cursor: Record<keyof typeof CURSOR, string>): string[] {
  const { product, originCounty, destinationProvince, week, simulated } = cursor;
  return [product, originCounty, destinationProvince, week, simulated];
}
