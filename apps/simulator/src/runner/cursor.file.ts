import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cursor, type CursorState } from './cursor';

/** `cursor.json` in the state folder, replaced as a whole, so that it is never half written. */
export class CursorFile {
  private readonly file: string;

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    this.file = join(folder, 'cursor.json');
  }

  /** @throws Error when the folder holds the cursor of another scenario */
  open(fingerprint: string): Cursor {
    const known = this.read();
    if (known && known.fingerprint !== fingerprint) {
      throw new Error(
        `${this.file} belongs to another scenario (scope, seed, weeks, sample or data differ). ` +
          `Use another --state DIR, or remove ${this.folder} to begin again.`,
      );
    }
    return new Cursor(fingerprint, known);
  }

  save(cursor: Cursor): void {
    const part = `${this.file}.part`;
    writeFileSync(part, JSON.stringify(cursor.state()));
    renameSync(part, this.file);
  }

  private read(): CursorState | undefined {
    let text: string;
    try {
      text = readFileSync(this.file, 'utf8');
    } catch {
      return undefined;
    }
    try {
      return JSON.parse(text) as CursorState;
    } catch {
      throw new Error(`${this.file} is damaged. Remove ${this.folder} and the database with it.`);
    }
  }
}
