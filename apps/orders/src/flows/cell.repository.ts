import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { LOCAL_TENANT } from '../tenant';
import type { AttributionCell } from './attribution-cell';
import type { CellChange } from './cell-changes';
import type { FlowCell } from './flow-cell';

const FLOW_COLUMNS = {
  tenant: 'text',
  day: 'date',
  product: 'text',
  origin_county: 'text',
  destination: 'text',
  direction: 'text',
  simulated: 'boolean',
  bucket: 'smallint',
  parcels: 'bigint',
} as const;
const ATTRIBUTION_COLUMNS = {
  tenant: 'text',
  product: 'text',
  day: 'date',
  produced_in: 'text',
  sender: 'text',
  outlet: 'text',
  simulated: 'boolean',
  bucket: 'smallint',
  parcels: 'bigint',
} as const;

/** Rows of `flow_cells` and `attribution_cells`; changes come in the order `cellChanges` gives. */
@Injectable()
export class CellRepository {
  async addToFlows(tx: Tx, changes: readonly CellChange<FlowCell>[]): Promise<void> {
    const rows = changes.map(({ cell, parcels }) => [
      LOCAL_TENANT,
      cell.day,
      cell.product,
      cell.originCounty,
      cell.destination,
      cell.direction,
      cell.simulated,
      cell.bucket,
      parcels,
    ]);
    await add(tx, 'flow_cells', FLOW_COLUMNS, rows);
  }

  async addToAttributions(tx: Tx, changes: readonly CellChange<AttributionCell>[]): Promise<void> {
    const rows = changes.map(({ cell, parcels }) => [
      LOCAL_TENANT,
      cell.product,
      cell.day,
      cell.producedIn,
      cell.sender,
      cell.outlet,
      cell.simulated,
      cell.bucket,
      parcels,
    ]);
    await add(tx, 'attribution_cells', ATTRIBUTION_COLUMNS, rows);
  }
}

async function add(
  tx: Tx,
  table: string,
  columns: Readonly<Record<string, string>>,
  rows: readonly unknown[][],
): Promise<void> {
  const key = Object.keys(columns).filter((column) => column !== 'parcels');
  await tx.insertMany(
    table,
    columns,
    rows,
    `on conflict (${key.join(', ')}) do update set parcels = ${table}.parcels + excluded.parcels`,
  );
}
