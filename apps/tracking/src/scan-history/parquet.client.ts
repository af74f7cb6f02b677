import { DuckDBInstance } from '@duckdb/node-api';

/** Columns of an archive, and what they are in it. Times are milliseconds since 1970, UTC. */
const COLUMNS = {
  tracking_number: 'VARCHAR',
  occurred_at: 'BIGINT',
  scan_id: 'VARCHAR',
  kind: 'VARCHAR',
  node_id: 'VARCHAR',
  place_code: 'VARCHAR',
  sent_at: 'BIGINT',
  recorded_at: 'BIGINT',
  device_id: 'VARCHAR',
  consent: 'BOOLEAN',
  proof: 'VARCHAR',
  fee_cents: 'INTEGER',
  mode: 'VARCHAR',
} as const;

export const ARCHIVE_COLUMNS = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];

export type ArchivedScan = Record<keyof typeof COLUMNS, string | boolean | null>;

const MEMORY = '512MB';

/** Parquet files of scans, by DuckDB: columns compressed, and any tool can read them. */
export class ParquetFiles {
  /** A CSV with a header becomes a Parquet file, in the same order. */
  async fromCsv(csv: string, parquet: string): Promise<void> {
    const columns = Object.entries(COLUMNS).map(([name, type]) => `${name}: '${type}'`);
    await run(
      `COPY (SELECT * FROM read_csv(${quoted(csv)}, header = true, auto_detect = false,
                                    columns = {${columns.join(', ')}}))
         TO ${quoted(parquet)} (FORMAT parquet, COMPRESSION zstd)`,
    );
  }

  /** The way back, for comparing. */
  async toCsv(parquet: string, csv: string): Promise<void> {
    await run(
      `COPY (SELECT * FROM read_parquet(${quoted(parquet)})) TO ${quoted(csv)} (FORMAT csv, HEADER)`,
    );
  }

  /** Scans of one parcel, or all, in the order of their time. */
  async read(
    files: readonly string[],
    trackingNumber: string | undefined,
    each: (scan: ArchivedScan) => void,
  ): Promise<void> {
    const instance = await DuckDBInstance.create(':memory:', { memory_limit: MEMORY });
    const connection = await instance.connect();
    try {
      const list = files.map(quoted).join(', ');
      const result = await connection.stream(
        `SELECT ${ARCHIVE_COLUMNS.join(', ')}
           FROM (FROM ${NOTHING} UNION ALL BY NAME FROM read_parquet([${list}], union_by_name = true))
          WHERE $1 IS NULL OR tracking_number = $1 ORDER BY occurred_at, tracking_number, scan_id`,
        [trackingNumber ?? null],
      );
      for await (const rows of result.yieldRowObjectJson()) {
        for (const row of rows) each(row as ArchivedScan);
      }
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  }
}

async function run(sql: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: MEMORY,
    preserve_insertion_order: 'true',
  });
  const connection = await instance.connect();
  try {
    await connection.run(sql);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** No row: a file written before a column was added reads as if it said nothing there. */
const NOTHING = `(SELECT ${Object.entries(COLUMNS)
  .map(([name, type]) => `NULL::${type} AS ${name}`)
  .join(', ')} WHERE false)`;

/** A path as SQL text; COPY takes no parameters. */
function quoted(path: string): string {
  return `'${path.replaceAll("'", "''")}'`;
}
