const LOOK_EVERY_MS = 5_000;

/**
 * Tells once when nothing was heard of somebody for so long while nothing of theirs is in hand. A
 * kafkajs consumer asks twice a second; one that lost a connection in the wrong moment (a request that is
 * sent while the connection's queue is taken down has neither an answer nor a time limit) never asks again.
 */
export class SilenceWatch {
  private heardAt = Date.now();
  private inHand = 0;
  private readonly look: NodeJS.Timeout;

  constructor(silenceMs: number, onSilent: () => void) {
    this.look = setInterval(() => {
      if (this.inHand > 0 || Date.now() - this.heardAt < silenceMs) return;
      this.end();
      onSilent();
    }, LOOK_EVERY_MS);
    this.look.unref();
  }

  /** A sign of life. */
  readonly heard = (): void => {
    this.heardAt = Date.now();
  };

  /** Nobody is silent while others work for them. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.inHand++;
    try {
      return await work();
    } finally {
      this.inHand--;
      this.heard();
    }
  }

  end(): void {
    clearInterval(this.look);
  }
}
