import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { Instant } from '@youlu/vocabulary';
import type { CoverageTarget } from './coverage-target';
import type { MailPrescription } from './mail-prescription';

/** Where the rows of a list live: field → column and its type, the id first. */
export interface RowTable<Row> {
  readonly table: string;
  readonly id: keyof Row & string;
  readonly columns: { readonly [F in keyof Row & string]: readonly [string, string] };
}

export const TARGETS: RowTable<CoverageTarget> = {
  table: 'coverage_targets',
  id: 'targetId',
  columns: {
    targetId: ['target_id', 'text'],
    list: ['list', 'text'],
    placeCode: ['place_code', 'text'],
    name: ['name', 'text'],
    nodeId: ['node_id', 'text'],
    servedFrom: ['served_from', 'date'],
    from: ['valid_from', 'date'],
    to: ['valid_to', 'date'],
    source: ['source', 'text'],
    simulated: ['simulated', 'boolean'],
  },
};

export const PRESCRIPTIONS: RowTable<MailPrescription> = {
  table: 'mail_prescriptions',
  id: 'prescriptionId',
  columns: {
    prescriptionId: ['prescription_id', 'text'],
    unitCode: ['unit_code', 'text'],
    kind: ['kind', 'text'],
    visitsPerWeek: ['visits_per_week', 'int2'],
    from: ['valid_from', 'date'],
    to: ['valid_to', 'date'],
    reason: ['reason', 'text'],
    source: ['source', 'text'],
    simulated: ['simulated', 'boolean'],
  },
};

/** Rows of the lists; nothing that is stored is ever changed. */
@Injectable()
export class OwnListRows {
  /** Adds those whose id is free, in the given order, and tells what is stored under each id. */
  async add<Row extends object>(
    tx: Tx,
    of: RowTable<Row>,
    rows: readonly Row[],
    now: Instant,
  ): Promise<{ added: Set<string>; byId: Map<string, Row> }> {
    const columns = Object.entries(of.columns) as [keyof Row & string, [string, string]][];
    const names = columns.map(([, [name]]) => name);
    const types = columns.map(([, [, type]], i) => `$${i + 1}::${type}[]`);
    const [idColumn] = of.columns[of.id];
    const added = await tx.query<{ id: string }>(
      `INSERT INTO ${of.table} (${names.join(', ')}, recorded_at)
       SELECT u.*, $${columns.length + 1}::int8 FROM unnest(${types.join(', ')}) AS u
       ON CONFLICT (${idColumn}) DO NOTHING RETURNING ${idColumn} AS id`,
      [...columns.map(([field]) => rows.map((row) => row[field])), now],
    );
    const said = columns.map(([field, [name]]) => `${name} AS "${field}"`);
    const stored = await tx.query<Row>(
      `SELECT ${said.join(', ')} FROM ${of.table} WHERE ${idColumn} = ANY($1)`,
      [rows.map((row) => row[of.id])],
    );
    return {
      added: new Set(added.map(({ id }) => id)),
      byId: new Map(stored.map((row) => [String(row[of.id]), row])),
    };
  }
}
