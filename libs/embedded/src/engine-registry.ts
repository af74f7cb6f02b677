import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What `engines.json` in the state folder knows of an engine we started. */
export interface EngineRecord {
  pid: number;
  port: number;
  dataDir: string;
}
export type EngineName = 'postgres' | 'kafka';

/**
 * The engines of one state folder. It is a hint, never proof: whoever reads it checks that the
 * process with that id really serves that folder, because ids are used again.
 */
export class EngineRegistry {
  readonly file: string;

  constructor(stateDir: string) {
    this.file = join(stateDir, 'engines.json');
  }

  read(name: EngineName): EngineRecord | undefined {
    const record = this.all()[name];
    if (!record || !Number.isInteger(record.pid) || !Number.isInteger(record.port))
      return undefined;
    return record;
  }

  write(name: EngineName, record: EngineRecord): void {
    this.save({ ...this.all(), [name]: record });
  }

  private all(): Partial<Record<EngineName, EngineRecord>> {
    try {
      const parsed: unknown = JSON.parse(readFileSync(this.file, 'utf8'));
      return typeof parsed === 'object' && parsed !== null ? parsed : {};
    } catch {
      return {}; // missing or torn: the engines are found by their command lines instead
    }
  }

  private save(records: Partial<Record<EngineName, EngineRecord>>): void {
    mkdirSync(dirname(this.file), { recursive: true });
    const part = `${this.file}.${process.pid}.part`;
    writeFileSync(part, `${JSON.stringify(records, null, 2)}\n`);
    renameSync(part, this.file);
  }
}
