import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLineOf, endProcess, isRunning } from '@youlu/embedded';

interface ChildRecord {
  pid: number;
  script: string;
}

const END = [
  { signal: 'SIGTERM', waitMs: 5_000 },
  { signal: 'SIGKILL', waitMs: 2_000 },
] satisfies { signal: NodeJS.Signals; waitMs: number }[];

/** Which children a launcher started: a killed launcher's are ended by the next start. */
export class ChildRecords {
  private readonly file: string;
  private records: Record<string, ChildRecord> = {};

  constructor(stateDir: string) {
    this.file = join(stateDir, 'children.json');
  }

  /** Ends what an earlier launcher left; a process that only reuses the number is left alone. */
  async endLeftovers(): Promise<void> {
    const left = Object.values(this.read());
    await Promise.all(
      left.map(async ({ pid, script }) => {
        if (isRunning(pid) && commandLineOf(pid).includes(script)) await endProcess(pid, END);
      }),
    );
    this.save();
  }

  set(name: string, record: ChildRecord | undefined): void {
    if (record === undefined) delete this.records[name];
    else this.records[name] = record;
    this.save();
  }

  private read(): Record<string, ChildRecord> {
    try {
      return JSON.parse(readFileSync(this.file, 'utf8')) as Record<string, ChildRecord>;
    } catch {
      return {};
    }
  }

  private save(): void {
    const part = `${this.file}.part`;
    writeFileSync(part, `${JSON.stringify(this.records, null, 2)}\n`);
    renameSync(part, this.file);
  }
}
