import { ROW_KINDS, type RowKind } from '../requests/request';

/** What a door said about the rows of one request. */
export interface Outcome {
  readonly accepted: number;
  readonly rejected: number;
  /** Why the first row was refused, for a person to read. */
  readonly firstRejection?: string;
}

type Totals = Record<RowKind, { accepted: number; rejected: number }>;

/** What is written down after every answer. */
export interface CursorState {
  /** Which scenario this is about; another one cannot continue from here. */
  readonly fingerprint: string;
  /** Every request before this one has been answered. */
  readonly prefix: number;
  /** Answered ones beyond it, ascending: requests travel side by side. */
  readonly beyond: readonly number[];
  /** No request from here on has ever been sent. */
  readonly startedTo: number;
  readonly totals: Totals;
  /** How often a request went out again. */
  readonly resent: number;
}

/**
 * How far the sending has come. What was answered counts once and is never sent again; what was under
 * way when we died is sent again, which the doors can stand.
 */
export class Cursor {
  private prefix: number;
  private readonly beyond: Set<number>;
  private startedTo: number;
  private readonly startedBefore: number;
  private readonly totals: Totals;
  private resent: number;

  constructor(
    private readonly fingerprint: string,
    known?: CursorState,
  ) {
    this.prefix = known?.prefix ?? 0;
    this.beyond = new Set(known?.beyond);
    this.startedTo = known?.startedTo ?? 0;
    this.startedBefore = this.startedTo;
    this.totals = known ? copyOf(known.totals) : copyOf();
    this.resent = known?.resent ?? 0;
  }

  isAnswered(index: number): boolean {
    return index < this.prefix || this.beyond.has(index);
  }

  /** A request goes out; one that an earlier run may have sent already counts as sent again. */
  started(index: number): void {
    if (index < this.startedBefore) this.resent += 1;
    this.startedTo = Math.max(this.startedTo, index + 1);
  }

  sentAgain(): void {
    this.resent += 1;
  }

  answered(index: number, rowKind: RowKind, { accepted, rejected }: Outcome): void {
    if (this.isAnswered(index)) throw new RangeError(`Request ${index} was answered twice`);
    this.totals[rowKind].accepted += accepted;
    this.totals[rowKind].rejected += rejected;
    this.beyond.add(index);
    while (this.beyond.delete(this.prefix)) this.prefix += 1;
  }

  state(): CursorState {
    return {
      fingerprint: this.fingerprint,
      prefix: this.prefix,
      beyond: [...this.beyond].sort((a, b) => a - b),
      startedTo: this.startedTo,
      totals: copyOf(this.totals),
      resent: this.resent,
    };
  }
}

function copyOf(totals?: Totals): Totals {
  return Object.fromEntries(
    ROW_KINDS.map((kind) => [kind, { accepted: 0, rejected: 0, ...totals?.[kind] }]),
  ) as Totals;
}
