import { createHash } from 'node:crypto';
import { canonicalJson, type Instant } from '@youlu/vocabulary';

export const AUDIT_SUBJECTS = ['report', 'challenge', 'challenge-file'] as const;
export type AuditSubject = (typeof AUDIT_SUBJECTS)[number];

/** A step that was taken, before it has its place in the chain. */
export interface AuditStep {
  readonly subject: AuditSubject;
  readonly subjectId: string;
  readonly step: string;
  /** Who took it, an organisation, never a person; null for the clock, and for files kept before it was asked. */
  readonly organisation: string | null;
  /** What it was about; texts, whole numbers, lists and plain objects. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** A link of the chain. */
export interface AuditEntry extends Omit<AuditStep, 'detail'> {
  /** Counts from 1 without gaps. */
  readonly seq: number;
  readonly at: Instant;
  /** The detail as canonical JSON: what is hashed is what is kept. */
  readonly detail: string;
  /** Hash of the entry before; of nothing for the first. */
  readonly previous: string;
  readonly hash: string;
}

/** Where a chain ends. */
export type ChainEnd = Pick<AuditEntry, 'seq' | 'hash'>;

/** The end of a chain without entries. */
export const EMPTY_CHAIN: ChainEnd = { seq: 0, hash: sha256('') };

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** SHA-256 over everything an entry says, the hash of the one before included. */
export function hashOfEntry(entry: Omit<AuditEntry, 'hash'>): string {
  const { seq, at, subject, subjectId, step, organisation, detail, previous } = entry;
  return sha256(
    canonicalJson({ seq, at, subject, subjectId, step, organisation, detail, previous }),
  );
}

/** Joins steps to the end of a chain. */
export function chained(end: ChainEnd, steps: readonly AuditStep[], at: Instant): AuditEntry[] {
  let { seq, hash } = end;
  return steps.map((step) => {
    const entry = { ...step, detail: canonicalJson(step.detail), at, seq: seq + 1, previous: hash };
    const linked = { ...entry, hash: hashOfEntry(entry) };
    ({ seq, hash } = linked);
    return linked;
  });
}

/** What is wrong with one place of a chain. */
export interface ChainFault {
  readonly seq: number;
  readonly fault: 'missing' | 'altered' | 'not-joined' | 'anchor-differs';
}

/**
 * Follows a chain from its beginning; `follow` takes the entries in the order of seq, in pieces of any
 * size. An altered entry no longer has its own hash; one that was made anew, hash and all, no longer
 * fits the one behind it.
 */
export class ChainWalk {
  readonly faults: ChainFault[] = [];
  private end: ChainEnd = EMPTY_CHAIN;

  /** @param anchors hashes that were written down elsewhere, by seq; one entry has one hash only */
  constructor(private readonly anchors: ReadonlyMap<number, readonly string[]> = new Map()) {}

  follow(entries: readonly AuditEntry[]): void {
    for (const entry of entries) {
      for (let seq = this.end.seq + 1; seq < entry.seq; seq++) this.note(seq, 'missing');
      const isNext = entry.seq === this.end.seq + 1;
      if (hashOfEntry(entry) !== entry.hash) this.note(entry.seq, 'altered');
      else if (isNext && entry.previous !== this.end.hash) this.note(entry.seq, 'not-joined');
      const anchored = this.anchors.get(entry.seq) ?? [];
      if (anchored.some((hash) => hash !== entry.hash)) this.note(entry.seq, 'anchor-differs');
      this.end = { seq: entry.seq, hash: entry.hash };
    }
  }

  /** The last entry, and whatever was anchored behind it is missing. */
  finish(): ChainEnd {
    for (const seq of this.anchors.keys()) {
      if (seq > this.end.seq) this.note(seq, 'missing');
    }
    return this.end;
  }

  private note(seq: number, fault: ChainFault['fault']): void {
    if (this.faults.length < FAULTS_NOTED_MAX) this.faults.push({ seq, fault });
  }
}

const FAULTS_NOTED_MAX = 1_000;
