import { type Database, withDatabase } from '@youlu/persistence';
import { formatInstant } from '@youlu/vocabulary';
import { ArchiveMonth } from './archive-month.use-case';
import { ARCHIVE_COLUMNS, type ArchivedScan, ParquetFiles } from './parquet.client';
import { ScanArchiveRepository } from './scan-archive.repository';

type Out = (text: string) => void;

const SERVICE = 'tracking';

/** Months whose scans are in the database, with their size, then every part that has left. */
export async function listScans(out: Out): Promise<void> {
  await withDatabase(SERVICE, async (db) => {
    const archives = new ScanArchiveRepository(db);
    for (const { month, bytes } of await archives.monthsHere()) {
      out(`${month}  here, ${bytes} bytes\n`);
    }
    for (const { month, part, scans, file } of await archives.parts()) {
      out(
        `${month}  part ${part}, ${scans} scans, ${file ?? 'on its way out: archive it again'}\n`,
      );
    }
  });
}

/** @param month as `ArchiveMonth.execute` takes it */
export async function archiveScans(month: string, folder: string, out: Out): Promise<void> {
  const archive = (db: Database) =>
    new ArchiveMonth(db, new ScanArchiveRepository(db), new ParquetFiles());
  const parts = await withDatabase(SERVICE, (db) => archive(db).execute(month, folder, Date.now()));
  if (parts.length === 0) out(`No scan of ${month} is here.\n`);
  for (const { part, scans, file, bytes } of parts) {
    out(`${month}  part ${part}, ${scans} scans → ${file}, ${bytes} bytes\n`);
  }
}

const TIMES: readonly (keyof ArchivedScan)[] = ['occurred_at', 'sent_at', 'recorded_at'];

/** Scans of files as CSV, times in official time; ids and codes need no quotes. */
export async function readArchives(
  files: readonly string[],
  trackingNumber: string | undefined,
  out: Out,
): Promise<void> {
  out(`${ARCHIVE_COLUMNS.join(',')}\n`);
  await new ParquetFiles().read(files, trackingNumber, (scan) => {
    const cells = ARCHIVE_COLUMNS.map((name) =>
      TIMES.includes(name) ? formatInstant(Number(scan[name])) : (scan[name] ?? ''),
    );
    out(`${cells.join(',')}\n`);
  });
}
