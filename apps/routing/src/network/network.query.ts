import { Injectable } from '@nestjs/common';
import { type Page, decodeCursor, pageOf } from '@youlu/http';
import { Database, type Tx } from '@youlu/persistence';
import { NODE_KIND } from './network-kinds';
import { NetworkRevision } from './network-revision.repository';
import type { NodeRow } from './rows/network-rows';
import { UnknownNode } from './network.errors';
import type { RowKind } from './rows/row-kind';
import { VersionedRows } from './rows/versioned-row.repository';

export type NodeView = NodeRow & { version: number };

const NODE_COLUMNS = Object.entries(NODE_KIND.columns)
  .map(([field, { name }]) => `${name} AS "${field}"`)
  .join(', ');

@Injectable()
export class NetworkQuery {
  constructor(
    private readonly db: Database,
    private readonly rows: VersionedRows,
    private readonly revision: NetworkRevision,
  ) {}

  async node(nodeId: string): Promise<NodeView> {
    const [node] = await this.db.query<NodeView>(
      `SELECT ${NODE_COLUMNS}, version FROM nodes WHERE node_id = $1`,
      [nodeId],
    );
    if (!node) throw new UnknownNode();
    return node;
  }

  async nodes(filter: {
    tier?: string;
    place?: string;
    limit: number;
    cursor?: string;
  }): Promise<Page<NodeView>> {
    const after = decodeCursor(filter.cursor, { nodeId: 'string' })?.nodeId ?? '';
    const rows = await this.db.query<NodeView>(
      `SELECT ${NODE_COLUMNS}, version FROM nodes
        WHERE node_id > $1
          AND ($2::text IS NULL OR tier = $2)
          AND ($3::text IS NULL OR starts_with(place_code, $3))
        ORDER BY node_id LIMIT $4`,
      [after, filter.tier ?? null, filter.place ?? null, filter.limit + 1],
    );
    return pageOf(rows, filter.limit, (last) => ({ nodeId: last.nodeId }));
  }

  /** The revision that plans made now must be based on. */
  async currentRevision(tx: Tx): Promise<number> {
    return this.revision.current(tx);
  }

  /** The current revision, and no import until `tx` ends: all rows read in it belong together. */
  async holdStill(tx: Tx): Promise<number> {
    return this.revision.holdStill(tx);
  }

  /** All rows of a kind, newest versions, in no promised order. */
  async rowsOf<Row extends object>(tx: Tx, kind: RowKind<Row>): Promise<Row[]> {
    return this.rows.all(tx, kind);
  }
}
