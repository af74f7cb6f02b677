import { Injectable } from '@nestjs/common';
import type { NodeSnapshot } from '@youlu/contracts';
import type { Tx } from '@youlu/persistence';

const COLUMNS = {
  node_id: 'text',
  version: 'int4',
  tier: 'text',
  place_code: 'text',
  opens_on: 'date',
  closes_on: 'date',
  simulated: 'boolean',
} as const;
const REPLACE_OLDER = `ON CONFLICT (node_id) DO UPDATE
  SET ${Object.keys(COLUMNS)
    .slice(1)
    .map((column) => `${column} = EXCLUDED.${column}`)
    .join(', ')}
  WHERE nodes.version < EXCLUDED.version`;

/** The local copy of routing's nodes: coverage must know which of them is a township station. */
@Injectable()
export class NodeRepository {
  /**
   * Keeps the newest version of each node; `nodes` holds each node once, in the order of ids.
   * Resolves to how many of them were news.
   */
  async keepNewest(tx: Tx, nodes: readonly NodeSnapshot[]): Promise<number> {
    return tx.insertMany(
      'nodes',
      COLUMNS,
      nodes.map((n) => [
        n.nodeId,
        n.version,
        n.tier,
        n.placeCode,
        n.opensOn,
        n.closesOn,
        n.simulated,
      ]),
      REPLACE_OLDER,
    );
  }
}
