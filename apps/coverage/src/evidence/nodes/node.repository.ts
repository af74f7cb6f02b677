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
  open_weekdays: 'int4[]',
  opens_at_minute: 'int4',
  closes_at_minute: 'int4',
} as const;
const REPLACE_OLDER = `ON CONFLICT (node_id) DO UPDATE
  SET ${Object.keys(COLUMNS)
    .slice(1)
    .map((column) => `${column} = EXCLUDED.${column}`)
    .join(', ')}
  WHERE nodes.version < EXCLUDED.version`;
/** Told before its sender said when it noted a version: known all along. */
const KNOWN_ALL_ALONG = 0;

/** The local copy of routing's nodes: coverage must know which of them was a township station when. */
@Injectable()
export class NodeRepository {
  /** Keeps the newest version of each node; `nodes` holds each node once, in the order of ids. */
  async keepNewest(tx: Tx, nodes: readonly NodeSnapshot[]): Promise<void> {
    await tx.insertMany('nodes', COLUMNS, nodes.map(rowOf), REPLACE_OLDER);
  }

  /** Keeps every version, whatever the order in which they come; resolves to how many were news. */
  async keepVersions(tx: Tx, nodes: readonly NodeSnapshot[]): Promise<number> {
    return tx.insertMany(
      'node_versions',
      { ...COLUMNS, recorded_at: 'int8' },
      nodes.map((node) => [...rowOf(node), node.recordedAt ?? KNOWN_ALL_ALONG]),
      'ON CONFLICT (node_id, version) DO NOTHING',
    );
  }

  /** Notes which of these nodes have not always been of one tier. */
  async noteTiers(tx: Tx, nodeIds: readonly string[]): Promise<void> {
    await tx.execute(
      `UPDATE nodes n SET tiers_vary = true WHERE node_id = ANY($1::text[]) AND NOT tiers_vary
         AND EXISTS (SELECT FROM node_versions v WHERE v.node_id = n.node_id AND v.tier <> n.tier)`,
      [nodeIds],
    );
  }
}

function rowOf(node: NodeSnapshot): unknown[] {
  const { nodeId, version, tier, placeCode, opensOn, closesOn, simulated } = node;
  const { openWeekdays = null, opensAtMinute = null, closesAtMinute = null } = node;
  const hours = [openWeekdays, opensAtMinute, closesAtMinute];
  return [nodeId, version, tier, placeCode, opensOn, closesOn, simulated, ...hours];
}
