import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Database, type Tx, sqlStateOf } from '@youlu/persistence';
import type { Instant } from '@youlu/vocabulary';
import { ParquetFiles } from './parquet.client';
import { type ArchivePart, ScanArchiveRepository } from './scan-archive.repository';
import { type ScanMonth, namedMonth } from './scan-month';

const DETACH_WAIT_MS = 500;
const DETACH_PAUSE_MS = 500;
const DETACH_ATTEMPTS_MAX = 60;
/** SQLSTATE of a lock that was not got in time. */
const LOCK_NOT_AVAILABLE = '55P03';

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
   * @param into folder where the file goes; made if need be
   * @returns the parts written now, earlier attempts first; empty when no scan of the month is here
   * @throws RangeError at a name that is no month; Error when the month stays in use by long readers
   */
  async execute(name: string, into: string, now: Instant): Promise<ArchivedPart[]> {
    const month = namedMonth(name);
    const folder = resolve(into);
    await mkdir(folder, { recursive: true });
    await this.detach(month);
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

  /**
   * Taking a table out needs a moment without readers. Whoever waits for it makes others wait, so we
   * wait briefly, and often.
   */
  private async detach(month: ScanMonth): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        const options = { lockTimeoutMs: DETACH_WAIT_MS };
        await this.db.transaction((tx) => this.archives.detach(tx, month), options);
        return;
      } catch (error) {
        if (sqlStateOf(error) !== LOCK_NOT_AVAILABLE) throw error;
        if (attempt >= DETACH_ATTEMPTS_MAX) {
          throw new Error(`Scans are being read at length; archive ${month.name} later`, {
            cause: error,
          });
        }
        await sleep(DETACH_PAUSE_MS);
      }
    }
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
      const saysTheSame = async (parquet: string): Promise<boolean> => {
        await this.parquet.toCsv(parquet, again);
        const [told, kept] = await Promise.all([sha256Of(csv), sha256Of(again)]);
        return told.equals(kept);
      };
      if (existsSync(file)) {
        // An attempt that was cut off after its file was done, or scans of another database.
        if (!(await saysTheSame(file))) {
          throw new Error(`${file} is there with other scans; choose another folder`);
        }
      } else {
        await this.parquet.fromCsv(csv, unfinished);
        if (!(await saysTheSame(unfinished))) {
          throw new Error(`${unfinished} does not say what the table says; the table is kept`);
        }
        await flush(unfinished);
        await rename(unfinished, file);
        await flush(folder);
      }
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
