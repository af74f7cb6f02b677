import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { LOCAL_TENANT } from '../tenant';
import type { CellChange } from './flow-cell';

const COLUMNS = {
  tenant: 'text',
  day: 'date',
  product: 'text',
  origin_county: 'text',
  destination: 'text',
  direction: 'text',
  simulated: 'boolean',
  bucket: 'smallint',
  parcels: 'bigint',
  counted: 'bigint',
} as const;

/** Rows of `flow_cells`. */
@Injectable()
export class FlowCellRepository {
  /** Adds the changes; they must come in the order `cellChanges` gives them. */
  async add(tx: Tx, changes: readonly CellChange[]): Promise<void> {
    const rows = changes.map((change) => [
      LOCAL_TENANT,
      change.day,
      change.product,
      change.originCounty,
      change.destination,
      change.direction,
      change.simulated,
      change.bucket,
      change.parcels,
      change.counted,
    ]);
    await tx.insertMany(
      'flow_cells',
      COLUMNS,
      rows,
      `on conflict
         (tenant, day, product, origin_county, destination, direction, simulated, bucket)
       do update set parcels = flow_cells.parcels + excluded.parcels,
                     counted = flow_cells.counted + excluded.counted`,
    );
  }
}
