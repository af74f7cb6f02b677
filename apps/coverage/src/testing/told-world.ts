import type { Tx } from '@youlu/persistence';
import { DeclareCoverage } from '../declarations/declare-coverage.use-case';
import { FileDeclarations } from '../declarations/file-declarations.use-case';
import { KeepNodes } from '../evidence/nodes/keep-nodes.use-case';
import { RecordVisits } from '../evidence/visits/record-visits.use-case';
import { ReplaceEvidence } from '../evidence/replace-evidence.use-case';
import type { RunningCoverage } from './running-coverage';
import type { SmallWorld } from './small-worlds';

const TABLES = [
  'parcels',
  'parcel_facts',
  'former_facts',
  'nodes',
  'node_versions',
  'visits',
  'former_visits',
  'visit_weeks',
  'village_days',
  'parcel_links',
  'parcel_roots',
];

/** A bitmap without a day says the same as none. */
const WHERE: Readonly<Record<string, string>> = {
  village_days: `WHERE bit_count(days) > 0`,
};

/** Forgets everything but the registers. */
export async function clearWorld({ db }: RunningCoverage): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(`TRUNCATE declarations, declaration_filings, ${TABLES.join(', ')}`);
    await tx.execute(`UPDATE revisions SET revision = revision + 1`);
  });
}

/** Everything that was told, as the tables have it, as one text. */
export async function everythingTold({ db }: RunningCoverage): Promise<string> {
  const texts: string[] = [];
  for (const table of TABLES) {
    const rows = await db.query<{ row: string }>(
      `SELECT to_jsonb(t)::text AS row FROM ${table} t ${WHERE[table] ?? ''}`,
    );
    const lines = rows.map(({ row }) => row).sort();
    texts.push(`${table}\n${lines.join('\n')}`);
  }
  return texts.join('\n\n');
}

/** Tells the world in pieces of `size`, each in a transaction of its own. */
export async function tellWorld(
  coverage: RunningCoverage,
  world: SmallWorld,
  size: number,
): Promise<void> {
  const inPieces = async <R>(rows: readonly R[], work: (tx: Tx, piece: R[]) => Promise<void>) => {
    for (let at = 0; at < rows.length; at += size) {
      await coverage.db.transaction((tx) => work(tx, rows.slice(at, at + size)));
    }
  };
  const { app } = coverage;
  const [visits, evidence, nodes] = [
    app.get(RecordVisits, { strict: false }),
    app.get(ReplaceEvidence, { strict: false }),
    app.get(KeepNodes, { strict: false }),
  ];
  await inPieces(world.visits, (tx, rows) => visits.execute(tx, rows));
  await inPieces(world.snapshots, (tx, rows) => evidence.execute(tx, rows));
  await inPieces(world.nodes, (tx, rows) => nodes.execute(tx, rows));
}

/** Declares and files what the world says, noted at `now`. */
export async function declareWorld(
  { app, db }: RunningCoverage,
  { declarations, filings }: Pick<SmallWorld, 'declarations' | 'filings'>,
  now = 1,
): Promise<void> {
  await db.transaction(async (tx) => {
    const indexed = <R>(rows: readonly R[]) => rows.map((row, index) => ({ index, row }));
    const declared = await app
      .get(DeclareCoverage, { strict: false })
      .execute(tx, indexed(declarations), now);
    const filed = await app
      .get(FileDeclarations, { strict: false })
      .execute(tx, indexed(filings), now);
    const rejections = [...declared.rejections, ...filed.rejections];
    if (rejections.length > 0) throw new Error(JSON.stringify(rejections));
  });
}
