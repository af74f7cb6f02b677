import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError, commandLineOf, explainFolderError, isRunning } from '@youlu/embedded';

/**
 * One launcher per state folder. A lock left by a killed launcher is taken over: the process it
 * names is gone, or is no launcher.
 */
export class LauncherLock {
  private readonly file: string;

  constructor(private readonly stateDir: string) {
    this.file = join(stateDir, 'launcher.lock');
  }

  take(): void {
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      if (this.create()) return;
      const holder = this.holder();
      if (holder !== undefined) {
        throw new EngineError(
          `${this.stateDir} is in use by a running launcher (process ${holder}). Stop it, or use --state DIR.`,
        );
      }
      rmSync(this.file, { force: true });
    }
    throw new EngineError(`${this.file} is being taken by another launcher. Try again.`);
  }

  release(): void {
    if (this.pidInFile() === process.pid) rmSync(this.file, { force: true });
  }

  private create(): boolean {
    try {
      const fd = openSync(this.file, 'wx');
      writeSync(fd, `${process.pid}\n`);
      closeSync(fd);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw explainFolderError(this.stateDir, error);
    }
  }

  private pidInFile(): number {
    try {
      return Number(readFileSync(this.file, 'utf8'));
    } catch {
      return 0;
    }
  }

  private holder(): number | undefined {
    const pid = this.pidInFile();
    if (pid === process.pid || !isRunning(pid)) return undefined;
    const isLauncher = commandLineOf(pid).some((word) =>
      /standalone.*(start\.cjs|main\.js)$/.test(word),
    );
    return isLauncher ? pid : undefined;
  }
}
