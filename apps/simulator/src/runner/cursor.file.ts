import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cursor, type CursorState } from './cursor';

const SAVE_EVERY_MS = 100;

/** `cursor.json` in the state folder, replaced as a whole, so that it is never half written. */
export class CursorFile {
  private readonly file: string;
  private savedAt = -Infinity;

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

  /**
   * Ten times a second at most, since replacing a file waits for the disk. What was answered since is
   * sent again after a crash, which the doors can stand.
   */
  saveSoon(cursor: Cursor): void {
    if (performance.now() - this.savedAt >= SAVE_EVERY_MS) this.save(cursor);
  }

  save(cursor: Cursor): void {
    const part = `${this.file}.part`;
    writeFileSync(part, JSON.stringify(cursor.state()));
    renameSync(part, this.file);
    this.savedAt = performance.now();
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
