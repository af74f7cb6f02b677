/** Counts what this process did to the log or from it, so that a reader can tell rest from luck. */
export class ActivityMeter {
  private done = 0;

  count(): void {
    this.done++;
  }

  get total(): number {
    return this.done;
  }
}
