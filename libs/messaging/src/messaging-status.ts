export interface InFlight {
  /** Records that groups of this process have yet to commit. */
  readonly lag: number;
  /** Rows that relays of this process have yet to send. */
  readonly outbox: number;
  /** Counts transactions and sends; two equal readings with lag and outbox 0 mean rest. */
  readonly activity: number;
}

/** How messaging of this process is doing; injectable where `MessagingModule` is imported. */
export abstract class MessagingStatus {
  /** Empty when ready; else one line per reason, saying what to do. */
  abstract unready(): readonly string[];
  abstract inFlight(): Promise<InFlight>;
}
