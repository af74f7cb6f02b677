import type { RegisterRow } from '../../register/register-row';
import {
  type Confidence,
  CONFIDENCES,
  type ReasonCode,
  type ReasonParameters,
} from '../proposing/change-reasons';
import type { Edition } from '../edition';

/** Why something is read so, and how sure that is. */
export interface Reading {
  readonly reason: ReasonCode;
  readonly confidence: Confidence;
  readonly parameters?: ReasonParameters;
}

/** A unit that lives on as one. */
export interface Link extends Reading {
  readonly to: RegisterRow;
}

/** Several units that became one, or one that became several. */
export interface Group extends Reading {
  readonly kind: 'merge' | 'split';
  readonly from: readonly RegisterRow[];
  readonly to: readonly RegisterRow[];
}

/**
 * What is known so far of two editions: which unit of the earlier one lives on as which of the later
 * one. A unit lives on as one, is part of a group, or is open. One that others merged into has both
 * a link and a group.
 */
export class Pairing {
  private readonly links = new Map<string, Link>();
  private readonly origins = new Map<string, RegisterRow>();
  private readonly divided = new Map<string, Group>();
  private readonly joined = new Map<string, Group>();
  private readonly doubts = new Map<string, Reading>();
  /** Ways from a prefecture to a county that a town went. */
  private readonly ways = new Set<string>();
  readonly groups: Group[] = [];
  private comparisonsLeft = COMPARISONS_MAX;

  constructor(
    readonly earlier: Edition,
    readonly later: Edition,
  ) {}

  linkOf(code: string): Link | undefined {
    return this.links.get(code);
  }

  /** The unit it lives on as, where it lives on as one. */
  heirOf(code: string): RegisterRow | undefined {
    return this.links.get(code)?.to;
  }

  /** The unit that lives on in it. */
  originOf(code: string): RegisterRow | undefined {
    return this.origins.get(code);
  }

  groupOfEarlier(code: string): Group | undefined {
    return this.divided.get(code);
  }

  groupOfLater(code: string): Group | undefined {
    return this.joined.get(code);
  }

  doubtOf(code: string, side: 'earlier' | 'later'): Reading | undefined {
    return this.doubts.get(`${side} ${code}`);
  }

  /** Whether the ground of the one became ground of the other: as the same unit, or in a group. */
  wentTo(from: string, to: string): boolean {
    if (this.heirOf(from)?.code === to) return true;
    return this.divided.get(from)?.to.some(({ code }) => code === to) ?? false;
  }

  isOpenEarlier({ code }: RegisterRow): boolean {
    return !this.links.has(code) && !this.divided.has(code);
  }

  isOpenLater({ code }: RegisterRow): boolean {
    return !this.origins.has(code) && !this.joined.has(code);
  }

  openBelowEarlier(code: string): RegisterRow[] {
    return this.earlier.childrenOf(code).filter((row) => this.isOpenEarlier(row));
  }

  openBelowLater(code: string): RegisterRow[] {
    return this.later.childrenOf(code).filter((row) => this.isOpenLater(row));
  }

  /** Both must be open. */
  link(from: RegisterRow, to: RegisterRow, reading: Reading): void {
    if (!this.isOpenEarlier(from) || !this.isOpenLater(to)) {
      throw new RangeError(`What became of ${from.code}, or where ${to.code} came from, is read`);
    }
    const confidence = this.boundedBySuperior(from, to, reading);
    this.links.set(from.code, { ...reading, to, confidence });
    this.origins.set(to.code, from);
    if (from.level === 4) this.ways.add(wayOf(from, to));
  }

  group(group: Group): void {
    this.groups.push(group);
    for (const { code } of group.from) this.divided.set(code, group);
    for (const { code } of group.to) this.joined.set(code, group);
  }

  /** That an open unit ended or began is less sure than it would be; the first doubt counts. */
  doubt(side: 'earlier' | 'later', { code }: RegisterRow, reading: Reading): void {
    const key = `${side} ${code}`;
    if (!this.doubts.has(key)) this.doubts.set(key, reading);
  }

  /**
   * Whether all names that are open in one list can be compared with all in the other, sign by sign;
   * it is counted against what one pairing may take.
   */
  affordsAll(superior: string, heir: string): boolean {
    const signs = (rows: readonly RegisterRow[], edition: Edition): number =>
      rows.reduce((sum, row) => sum + edition.stemOf(row).length, 0);
    const old = signs(this.openBelowEarlier(superior), this.earlier);
    const comparisons = old * signs(this.openBelowLater(heir), this.later);
    if (comparisons > this.comparisonsLeft) return false;
    this.comparisonsLeft -= comparisons;
    return true;
  }

  /** Whether a town of the same prefecture went to the same county. */
  isOnAWay(from: RegisterRow, to: RegisterRow): boolean {
    return this.ways.has(wayOf(from, to));
  }

  /** What moved with its superior is no surer than that the superior is the same. */
  private boundedBySuperior(from: RegisterRow, to: RegisterRow, { confidence }: Reading) {
    const above = this.links.get(from.parentCode ?? '');
    if (!above || above.to.code !== to.parentCode) return confidence;
    return CONFIDENCES[above.confidence] < CONFIDENCES[confidence] ? above.confidence : confidence;
  }
}

/** A province's real editions need 2.4 million at most; so many take some seconds. */
const COMPARISONS_MAX = 100_000_000;

const wayOf = (from: RegisterRow, to: RegisterRow): string =>
  `${from.code.slice(0, 4)} ${to.code.slice(0, 6)}`;
