import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@youlu/persistence';
import type { Instant } from '@youlu/vocabulary';
import type { FileType } from './evidence-file';

export interface KeptFile {
  readonly sha256: string;
  readonly type: FileType;
  readonly bytes: number;
  readonly recordedAt: Instant;
}

@Injectable()
export class EvidenceFileRepository {
  constructor(private readonly db: Database) {}

  /** Resolves to whether it was new: the same bytes are kept once. */
  async add(tx: Tx, file: KeptFile, content: Buffer): Promise<boolean> {
    const added = await tx.execute(
      `INSERT INTO challenge_files (sha256, type, bytes, content, recorded_at)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT (sha256) DO NOTHING`,
      [file.sha256, file.type, file.bytes, content, file.recordedAt],
    );
    return added === 1;
  }

  async known(tx: Tx, hashes: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ sha256: string }>(
      `SELECT sha256 FROM challenge_files WHERE sha256 = ANY($1)`,
      [hashes],
    );
    return new Set(rows.map(({ sha256 }) => sha256));
  }

  async find(sha256: string): Promise<(KeptFile & { content: Buffer }) | undefined> {
    const [row] = await this.db.query<KeptFile & { content: Buffer }>(
      `SELECT sha256, type, bytes, content, recorded_at AS "recordedAt" FROM challenge_files
       WHERE sha256 = $1`,
      [sha256],
    );
    return row;
  }
}
