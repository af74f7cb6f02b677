import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from '@youlu/embedded';
import { type ScenarioChoice, defaultChoice } from './scenario-choice';

/** Which scenario a state folder holds, in which database, and whether it is finished. */
export interface ScenarioState {
  choice: ScenarioChoice;
  /** `embedded`, or host, port and name of an outside database. */
  database: string;
  finished: boolean;
  /** What the simulator counted itself, e.g. `scansAccepted`. */
  summary: Record<string, number>;
}

export class ScenarioStateFile {
  private readonly file: string;

  constructor(private readonly stateDir: string) {
    this.file = join(stateDir, 'scenario.json');
  }

  read(): ScenarioState | undefined {
    let text: string;
    try {
      text = readFileSync(this.file, 'utf8');
    } catch {
      return undefined;
    }
    try {
      return JSON.parse(text) as ScenarioState;
    } catch {
      throw new EngineError(`${this.file} is damaged. Remove ${this.stateDir} or use --state DIR.`);
    }
  }

  write(state: ScenarioState): void {
    const part = `${this.file}.part`;
    writeFileSync(part, `${JSON.stringify(state, null, 2)}\n`);
    renameSync(part, this.file);
  }
}

/**
 * The scenario to run: what was named, else what the folder holds, else the default.
 * @throws EngineError when the folder holds another one
 */
export function settleChoice(
  named: Partial<ScenarioChoice>,
  held: ScenarioState | undefined,
  database: string,
  stateDir: string,
): ScenarioChoice {
  const wanted = { ...(held?.choice ?? defaultChoice(named.scope)), ...named };
  if (held === undefined) return wanted;
  const differs = (Object.keys(wanted) as (keyof ScenarioChoice)[]).filter(
    (key) => wanted[key] !== held.choice[key],
  );
  if (differs.length > 0) {
    const made = differs.map((key) => `${key} ${held.choice[key] ?? 'none'}`).join(', ');
    throw new EngineError(
      `${stateDir} holds another run (${made}). Use --state DIR for this one, or name what it holds.`,
    );
  }
  if (held.database !== database) {
    throw new EngineError(
      `${stateDir} belongs to database ${held.database}, not ${database}. Use --state DIR.`,
    );
  }
  return wanted;
}

/** Host, port and name of a database URL; never its user or password. */
export function databaseName(url: string | undefined): string {
  if (url === undefined) return 'embedded';
  try {
    const { host, pathname } = new URL(url);
    return `${host}${pathname}`;
  } catch {
    throw new EngineError('DATABASE_URL is no URL. Write postgres://user:password@host:port/name.');
  }
}
