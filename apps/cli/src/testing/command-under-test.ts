import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../command/run.program';
import { StubDoors } from './stub-doors';

/** What `--json` prints for a file. */
export interface Json {
  format: string;
  dryRun: boolean;
  tallies: { thing: string; good: number; created: number; unchanged: number }[];
  refused: {
    sheet?: string;
    line: number;
    field: string;
    code: string;
    reason: string;
    fix: string;
  }[];
  notes: { line: number; field: string; note: string }[];
}

/** Line, field and code of each refusal. */
export function codes({ refused }: Json): unknown[] {
  return refused.map(({ line, field, code }) => [line, field, code]);
}

/** The command against stub doors that know one county, and a folder for its files. */
export class CommandUnderTest {
  readonly doors = new StubDoors();
  readonly folder = mkdtempSync(join(tmpdir(), 'youlu-cli-'));
  private runs = 0;

  async open(): Promise<this> {
    await this.doors.open();
    this.doors.registerDate = '2026-01-01';
    for (const code of ['991101100200', '991101100201'])
      this.doors.kinds.set(code, 'admin_village');
    this.doors.kinds.set('991101', 'county');
    this.doors.kinds.set('991101100', 'town');
    return this;
  }

  async close(): Promise<void> {
    await this.doors.close();
    rmSync(this.folder, { recursive: true });
  }

  async command(words: string[]): Promise<{ code: number; out: string; err: string }> {
    let out = '';
    let err = '';
    this.runs += 1;
    const code = await run([...words, '--base-url', this.doors.url], {
      out: (text) => (out += text),
      err: (text) => (err += text),
      runId: `run-${this.runs}`,
      patience: { tries: 2, firstPauseMs: 1 },
    });
    return { code, out, err };
  }

  async importing(
    what: string,
    content: string | Uint8Array,
    ...more: string[]
  ): Promise<{ code: number; err: string; result: Json }> {
    const file = join(this.folder, 'file');
    writeFileSync(file, content);
    const { code, out, err } = await this.command(['import', what, file, '--json', ...more]);
    return { code, err, result: (out === '' ? undefined : JSON.parse(out)) as Json };
  }
}
