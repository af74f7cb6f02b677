import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, renameSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { EngineError, endProcess, endingWithUs, tailOf } from '@youlu/embedded';
import type { ChildRecords } from './child-records';

export const RESTARTS_MAX = 3;

export interface ChildPlan {
  /** For the person at the terminal, and the name of its log file. */
  name: string;
  /** Path of the compiled file. */
  script: string;
  /** For Node itself, before the script. */
  nodeOptions?: readonly string[];
  args: string[];
  environment: NodeJS.ProcessEnv;
  logFile: string;
  /** True: exit code 0 means that its work is done. False: it must stay until stopped. */
  endsByItself: boolean;
  /** Each line of its standard output; without it the output goes to the log. */
  onLine?: (line: string) => void;
}

/** A child process that is started again when it dies, thrice at most. */
export class SupervisedChild {
  /** Resolves when its work is done or it was stopped; rejects when it died once too often. */
  readonly ended: Promise<void>;
  restarts = 0;
  /**
   * Set once it has served. Before that an exit with a code is its own refusal (a bad setting, a
   * database that is not there) and would only come again; a kill is mended at any time.
   */
  hasServed = false;

  private child: ChildProcess | undefined;
  private stopping = false;
  private settle: { done: () => void; failed: (error: Error) => void };

  constructor(
    private readonly plan: ChildPlan,
    private readonly records: ChildRecords,
    private readonly say: (line: string) => void,
  ) {
    let done: () => void = () => undefined;
    let failed: (error: Error) => void = () => undefined;
    this.ended = new Promise((resolve, reject) => {
      done = resolve;
      failed = reject;
    });
    this.ended.catch(() => undefined); // whoever waits sees it; nobody has to
    this.settle = { done, failed };
    const { logFile } = plan;
    if (existsSync(logFile)) renameSync(logFile, `${logFile}.1`);
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  start(): this {
    const { plan } = this;
    const log = openSync(plan.logFile, 'a', 0o600);
    const node = [...(plan.nodeOptions ?? []), plan.script, ...plan.args];
    const [command, args] = endingWithUs(process.execPath, node, 'TERM');
    const child = spawn(command, args, {
      stdio: ['ignore', plan.onLine ? 'pipe' : log, log],
      detached: true, // Ctrl-C reaches the launcher only, which stops things in their order
      env: plan.environment,
    });
    closeSync(log);
    this.child = child;
    if (child.pid !== undefined) {
      this.records.set(plan.name, { pid: child.pid, script: plan.script });
    }
    if (plan.onLine && child.stdout) createInterface(child.stdout).on('line', plan.onLine);
    child.once('error', (error) => this.afterEnd(error.message));
    child.once('exit', (code, signal) => this.afterEnd(signal ?? code ?? 'unknown'));
    return this;
  }

  /** Gone when it resolves; after SIGTERM it has so many milliseconds to finish what it does. */
  async stop(drainMs: number): Promise<void> {
    this.stopping = true;
    const { pid } = this;
    if (pid !== undefined) {
      await endProcess(pid, [
        { signal: 'SIGTERM', waitMs: drainMs },
        { signal: 'SIGKILL', waitMs: 1_000 },
      ]);
    }
    this.records.set(this.plan.name, undefined);
    this.settle.done();
  }

  private afterEnd(reason: string | number): void {
    if (this.stopping) return;
    const { plan } = this;
    if (reason === 0 && plan.endsByItself) {
      this.records.set(plan.name, undefined);
      this.settle.done();
      return;
    }
    const how = typeof reason === 'number' ? `code ${reason}` : reason;
    const refusesToStart = !plan.endsByItself && !this.hasServed && typeof reason === 'number';
    if (refusesToStart || this.restarts >= RESTARTS_MAX) {
      this.stopping = true;
      this.settle.failed(this.failure(how));
      return;
    }
    this.restarts += 1;
    this.say(
      `The ${plan.name} ended (${how}); starting it again (${this.restarts}/${RESTARTS_MAX})`,
    );
    setTimeout(() => {
      if (!this.stopping) this.start();
    }, 200 * this.restarts);
  }

  /** The child's last words are the reason; its log has the rest. */
  private failure(how: string): EngineError {
    const { name, logFile } = this.plan;
    const lines = tailOf(logFile).trimEnd().split('\n');
    const reason = lines.findLast((line) => line !== '' && !/^(\{|\s)/.test(line));
    const times = this.restarts > 0 ? ` ${this.restarts + 1} times` : '';
    return new EngineError(`The ${name} ended${times} (${how}): ${reason ?? '-'} See ${logFile}`);
  }
}
