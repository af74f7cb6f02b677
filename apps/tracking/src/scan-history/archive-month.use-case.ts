import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@youlu/persistence';
import type { Instant } from '@youlu/vocabulary';
import { ParquetFiles } from './parquet.client';
import { type ArchivePart, ScanArchiveRepository } from './scan-archive.repository';
import { namedMonth } from './scan-month';

/** A part that lies in its file. */
export interface ArchivedPart extends ArchivePart {
  readonly file: string;
  readonly bytes: number;
}

/**
 * Moves a month of scans into a Parquet file. Nothing is dropped before the file has been read back
 * and says the same, byte for byte; an attempt that was cut off is taken up by the next one.
 */
@Injectable()
export class ArchiveMonth {
  constructor(
    private readonly db: Database,
    private readonly archives: ScanArchiveRepository,
    private readonly parquet: ParquetFiles,
  ) {}

  /**
   * @param name `YYYY-MM`, `before-2015` or `from-2036`
   * @param folder where the file goes; made if need be
   * @returns the parts written now, earlier attempts first; empty when no scan of the month is here
   * @throws RangeError at a name that is no month
   */
  async execute(name: string, folder: string, now: Instant): Promise<ArchivedPart[]> {
    const month = namedMonth(name);
    await mkdir(folder, { recursive: true });
    await this.db.transaction((tx) => this.archives.detach(tx, month));
    const waiting = (await this.archives.parts()).filter(
      (part) => part.month === name && part.file === null,
    );
    const written: ArchivedPart[] = [];
    for (const part of waiting) {
      const done = await this.db.transaction(async (tx) => {
        const claimed = await this.archives.claim(tx, part);
        return claimed && this.write(tx, claimed, folder, now);
      });
      if (done) written.push(done);
    }
    return written;
  }

  private async write(
    tx: Tx,
    part: ArchivePart,
    folder: string,
    now: Instant,
  ): Promise<ArchivedPart> {
    const file = join(folder, `scans-${part.month}.${part.part}.parquet`);
    const [unfinished, csv, again] = ['part', 'csv', 'again.csv'].map(
      (end) => `${file}.${end}`,
    ) as [string, string, string];
    try {
      await this.archives.write(tx, part, createWriteStream(csv));
      await this.parquet.fromCsv(csv, unfinished);
      await this.parquet.toCsv(unfinished, again);
      const [told, kept] = await Promise.all([sha256Of(csv), sha256Of(again)]);
      if (!told.equals(kept)) {
        throw new Error(`${unfinished} does not say what the table says; the table is kept`);
      }
      await flush(unfinished);
      await rename(unfinished, file);
      await flush(folder);
      const sha256 = await sha256Of(file);
      await this.archives.left(tx, part, { file, sha256, now });
      return { ...part, file, bytes: (await stat(file)).size };
    } finally {
      await Promise.all([unfinished, csv, again].map((path) => rm(path, { force: true })));
    }
  }
}

async function sha256Of(path: string): Promise<Buffer> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest();
}

/** Onto the disk itself: the table is dropped on the strength of it. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
