import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';

/** Which file it is: a report in one of its states, in a language. */
export interface PdfKey {
  readonly reportId: string;
  readonly state: string;
  readonly language: string;
}

@Injectable()
export class KeptPdfRepository {
  constructor(private readonly db: Database) {}

  async find({ reportId, state, language }: PdfKey): Promise<Buffer | undefined> {
    const [row] = await this.db.query<{ hex: string }>(
      `SELECT encode(bytes, 'hex') AS hex FROM report_pdfs
       WHERE report_id = $1 AND state = $2 AND language = $3`,
      [reportId, state, language],
    );
    return row && Buffer.from(row.hex, 'hex');
  }

  /** Keeps the bytes, unless others are kept already. */
  async add({ reportId, state, language }: PdfKey, bytes: Buffer): Promise<void> {
    await this.db.transaction((tx) =>
      tx.execute(
        `INSERT INTO report_pdfs (report_id, state, language, bytes)
         VALUES ($1, $2, $3, decode($4, 'hex')) ON CONFLICT DO NOTHING`,
        [reportId, state, language, bytes.toString('hex')],
      ),
    );
  }
}
