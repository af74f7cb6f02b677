/** A process of a benchmark: the harness calls its methods by IPC and awaits the answers. */
export type Methods = Readonly<Record<string, (args: never) => unknown>>;

interface Call {
  readonly id: number;
  readonly method: string;
  readonly args: unknown;
}

/** Answers calls, one after another or at once as they come, until the parent goes away. */
export function serveCalls(methods: Methods): void {
  process.on('message', (message: unknown) => {
    const { id, method, args } = message as Call;
    const run = async (): Promise<unknown> => {
      const known = methods[method] as ((args: unknown) => unknown) | undefined;
      if (!known) throw new Error(`This process has no method ${method}`);
      return known(args);
    };
    run().then(
      (result) => process.send?.({ id, result }),
      (error: unknown) =>
        process.send?.({ id, error: error instanceof Error ? error.stack : String(error) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ ready: true });
}
