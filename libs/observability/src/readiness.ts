/** Answers `undefined` when ready, otherwise what is missing and what to do, in one sentence. */
export type ReadinessCheck = () => Promise<string | undefined> | string | undefined;

export interface Readiness {
  ready: boolean;
  /** Name of the contributor → 'ready' or what is missing. */
  checks: Record<string, string>;
}

const CHECK_TIMEOUT_MS = 2_000;

/** Who has a say in whether this process can do its work: database, kafka, consumers. */
export class ReadinessRegistry {
  private readonly checks = new Map<string, ReadinessCheck>();
  private closing = false;

  /** A second registration under the same name replaces the first. */
  register(name: string, check: ReadinessCheck): void {
    this.checks.set(name, check);
  }

  unregister(name: string): void {
    this.checks.delete(name);
  }

  /** From here on never ready: the process is stopping. */
  close(): void {
    this.closing = true;
  }

  async read(): Promise<Readiness> {
    const names = [...this.checks.keys()].sort();
    const answers = await Promise.all(names.map((name) => this.ask(name)));
    const checks = Object.fromEntries(names.map((name, i) => [name, answers[i] ?? 'ready']));
    if (this.closing) checks.process = 'The process is stopping.';
    return { ready: !this.closing && answers.every((a) => a === undefined), checks };
  }

  private async ask(name: string): Promise<string | undefined> {
    const check = this.checks.get(name);
    if (check === undefined) return undefined;
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<string>((resolve) => {
      timer = setTimeout(() => resolve(`No answer in ${CHECK_TIMEOUT_MS} ms.`), CHECK_TIMEOUT_MS);
      timer.unref();
    });
    try {
      return await Promise.race([check(), timeout]);
    } catch (error) {
      // The reason stays a word: messages of drivers name hosts and users.
      const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
      return typeof code === 'string' ? `Failed with ${code}.` : 'Failed; see the log.';
    } finally {
      clearTimeout(timer);
    }
  }
}
