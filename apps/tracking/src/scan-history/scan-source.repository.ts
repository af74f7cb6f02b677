import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { fnv1a32, mix32 } from '@youlu/vocabulary';
import type { Scan } from '../parcels/fold/fact';

/** Who scanned, where, with what: the same few words in scan after scan, kept once. */
interface ScanSource {
  readonly nodeId: string;
  readonly placeCode: string;
  /** Empty when the upload named none. */
  readonly deviceId: string;
}

interface KnownSource {
  readonly source: ScanSource;
  readonly code: number;
}

interface SourceRow {
  code: number;
  node_id: string;
  place_code: string;
  device_id: string;
}

/** No id holds a blank. */
const BETWEEN = ' ';
/** Beyond it the cache starts over; a region has some ten thousand. */
const CACHED_MAX = 200_000;
const CACHED_OF_NODE_MAX = 64;
const ATTEMPTS_MAX = 100;

/**
 * Rows of `scan_sources`. A code is a hash of its words, or the next free number after it, so that
 * writers need no counter in common; a row is never changed, so a code once seen stays known.
 */
@Injectable()
export class ScanSourceRepository {
  /** By node, since a node is mostly one place with one device. */
  private readonly known = new Map<string, KnownSource[]>();
  private knownCount = 0;

  /** The code of each scan's source, in the order of the scans; new sources are kept. */
  async codesOf(tx: Tx, scans: readonly Scan[]): Promise<Int32Array> {
    const codes = new Int32Array(scans.length);
    const missing = new Map<string, ScanSource>();
    const missingAt: number[] = [];
    for (let i = 0; i < scans.length; i++) {
      const scan = scans[i] as Scan;
      const code = this.codeOf(scan);
      if (code === undefined) {
        missing.set(keyOf(scan), sourceOf(scan));
        missingAt.push(i);
      } else codes[i] = code;
    }
    if (missing.size === 0) return codes;
    const learned = await keep(tx, missing);
    tx.afterCommit(() => this.remember(missing, learned));
    for (const i of missingAt) codes[i] = learned.get(keyOf(scans[i] as Scan)) as number;
    return codes;
  }

  private codeOf({ nodeId, placeCode, deviceId = '' }: Scan): number | undefined {
    const sources = this.known.get(nodeId);
    if (!sources) return undefined;
    for (const { source, code } of sources) {
      if (source.placeCode === placeCode && source.deviceId === deviceId) return code;
    }
    return undefined;
  }

  private remember(
    sources: ReadonlyMap<string, ScanSource>,
    codes: ReadonlyMap<string, number>,
  ): void {
    if (this.knownCount + codes.size > CACHED_MAX) {
      this.known.clear();
      this.knownCount = 0;
    }
    for (const [key, source] of sources) {
      const ofNode = this.known.get(source.nodeId) ?? [];
      if (ofNode.length >= CACHED_OF_NODE_MAX) ofNode.length = 0; // a node with devices without end
      ofNode.push({ source, code: codes.get(key) as number });
      this.known.set(source.nodeId, ofNode);
    }
    this.knownCount += codes.size;
  }
}

function keyOf({ nodeId, placeCode, deviceId }: Scan): string {
  return nodeId + BETWEEN + placeCode + BETWEEN + (deviceId ?? '');
}

function sourceOf({ nodeId, placeCode, deviceId = '' }: Scan): ScanSource {
  return { nodeId, placeCode, deviceId };
}

/** Codes of all these, those that were there and those that are new; in one order for all writers. */
async function keep(
  tx: Tx,
  missing: ReadonlyMap<string, ScanSource>,
): Promise<ReadonlyMap<string, number>> {
  const wanted = [...missing.keys()].sort();
  const codes = await read(tx, wanted, missing);
  for (let attempt = 0; ; attempt++) {
    const left = wanted.filter((key) => !codes.has(key));
    if (left.length === 0) return codes;
    if (attempt >= ATTEMPTS_MAX) throw new Error(`No free code for ${left.length} scan sources`);
    const taken = new Set<number>();
    const offers = left.flatMap((key) => {
      const code = (mix32(fnv1a32(key)) + attempt) | 0;
      if (taken.has(code)) return []; // its turn comes in the next round
      taken.add(code);
      const { nodeId, placeCode, deviceId } = missing.get(key) as ScanSource;
      return [[code, nodeId, placeCode, deviceId]];
    });
    await tx.insertMany(
      'scan_sources',
      { code: 'int4', node_id: 'text', place_code: 'text', device_id: 'text' },
      offers,
      'ON CONFLICT DO NOTHING',
    );
    // What another writer has kept meanwhile is read too; a code that is another's stays missing.
    for (const [key, code] of await read(tx, left, missing)) codes.set(key, code);
  }
}

async function read(
  tx: Tx,
  keys: readonly string[],
  sources: ReadonlyMap<string, ScanSource>,
): Promise<Map<string, number>> {
  const of = (pick: (source: ScanSource) => string): string[] =>
    keys.map((key) => pick(sources.get(key) as ScanSource));
  const rows = await tx.query<SourceRow>(
    `SELECT s.code, s.node_id, s.place_code, s.device_id
       FROM unnest($1::text[], $2::text[], $3::text[]) AS u(node_id, place_code, device_id)
       JOIN scan_sources s USING (node_id, place_code, device_id)`,
    [of((s) => s.nodeId), of((s) => s.placeCode), of((s) => s.deviceId)],
  );
  return new Map(
    rows.map((row) => [row.node_id + BETWEEN + row.place_code + BETWEEN + row.device_id, row.code]),
  );
}
