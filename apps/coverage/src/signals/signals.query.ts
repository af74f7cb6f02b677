import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import { type MovedCode, movedCodes } from '../base-register/moved-codes';
import { WaysToBase } from '../base-register/ways-to-base.query';
import type { Stretch } from '../evidence/evidence-in-window.query';
import { LongLists } from '../long-lists/long-lists.query';
import { withKnownAt } from '../region-reads/known-at';
import { RegisterCatalogue } from '../register/register-catalogue.query';
import { UnknownUnit } from '../register/register.errors';
import { parcelsBehind } from './facts-behind.query';
import { movedNear, movedParams } from '../base-register/places-on-register.query';
import { SIGNAL_LISTS } from './signal-lists.query';
import { SIGNAL_RULES, type SignalName } from './signal-rules';

/** A place and a moment that deserve a look. */
export interface Signal {
  readonly placeCode: string;
  readonly nodeId: string | null;
  readonly day: string;
  /** What was counted, and from how many on it shows. */
  readonly count: number;
  readonly min: number;
  /** Some of the parcels, at most five; `parcels` lists them all. */
  readonly trackingNumbers: string[];
  readonly simulated: boolean;
  /** What the recipient was charged, in fen, where the list is about that. */
  readonly feeCents?: number;
  /** Makes the order total, and begins with the place. */
  readonly key: string;
}

/** A parcel behind a line, as its first fact there tells of it. */
export interface SignalParcel {
  /** The number it is counted under. */
  readonly trackingNumber: string;
  readonly waybills: string[];
  readonly occurredAt: Instant;
  readonly kind: string;
  readonly placeCode: string;
  readonly nodeId: string | null;
  readonly destinationCode: string | null;
  readonly simulated: boolean;
}

/** A list about a place of a register. */
export interface SignalsAsked extends Stretch {
  readonly signal: SignalName;
  readonly place: string;
  /** The register whose units places are read as. */
  readonly registerDate: Day;
  /** Codes that are others on that register. */
  readonly moved: readonly MovedCode[];
}

const PROVINCE_DIGITS = 2;

/** Lists of what may be abuse, each by one rule, over what was recorded. */
@Injectable()
export class Signals {
  constructor(
    private readonly db: Database,
    private readonly catalogue: RegisterCatalogue,
    private readonly base: WaysToBase,
    private readonly lists: LongLists,
  ) {}

  /**
   * Two codes of one unit are one place: a township's parcels do not seem to be elsewhere because a
   * register recoded it.
   *
   * @param registerDate the register of the place; the one in force on the last day if left away
   * @throws UnknownRegister, NoRegisterInForce, UnknownUnit
   */
  async ask(
    signal: SignalName,
    place: string,
    registerDate: Day | undefined,
    stretch: Stretch,
  ): Promise<SignalsAsked> {
    const { to, knownAt } = stretch;
    const tree = await this.catalogue.treeOf(registerDate, to, knownAt);
    const { registerDate: base } = tree;
    if (!tree.find(place)) throw new UnknownUnit(place, to, base, 'unit');
    const ways = await this.base.read(base, to, knownAt);
    const isStated = (code: string): boolean => tree.find(code) !== undefined;
    const all = movedCodes(place.slice(0, PROVINCE_DIGITS), ways, isStated);
    // What is bound for other villages matters only where those are counted.
    const moved = signal === 'bunched-at-a-place' ? all : movedNear(place, all);
    return { ...stretch, signal, place, registerDate: base, moved };
  }

  async list(asked: SignalsAsked, after: string, limit: number): Promise<Signal[]> {
    const { sql, params } = statement(asked, after, limit);
    return this.db.query(sql, params);
  }

  /**
   * All parcels behind one line, by the number they are counted under; none of a line about visits, or
   * of one that is not on the list.
   */
  async parcels(
    asked: SignalsAsked,
    key: string,
    after: string,
    limit: number,
  ): Promise<SignalParcel[]> {
    const { signal, place: around, moved } = asked;
    const [place = ''] = key.split(' '); // a key begins with the place that its line is about
    if (signal === 'frequency-below-declared' || !place.startsWith(around)) return [];
    const page = pageParams({ ...asked, place }, after, limit);
    const own = [...page, ...movedParams(place, moved), key];
    const { params, parameter } = withKnownAt(own, asked.knownAt);
    return this.db.query(parcelsBehind(signal, parameter), params);
  }

  /**
   * The whole list, computed once, as it is read.
   * @throws HttpProblem 429 while as many as may are reading
   */
  all(asked: SignalsAsked): AsyncIterable<Signal> {
    const { sql, params } = statement(asked, '', null);
    return this.lists.rows(asked.signal, sql, params);
  }
}

/** @param limit null for all */
function statement(
  asked: SignalsAsked,
  after: string,
  limit: number | null,
): { sql: string; params: readonly unknown[] } {
  const { signal, place, knownAt, moved } = asked;
  const page = pageParams(asked, after, limit);
  const { params, parameter } = withKnownAt([...page, ...movedParams(place, moved)], knownAt);
  const sql = `SELECT * FROM (${SIGNAL_LISTS[signal](parameter)}) s
       WHERE key > $5 COLLATE "C" ORDER BY key COLLATE "C" LIMIT $6`;
  return { sql, params };
}

/** $1 to $6 */
function pageParams(
  { signal, place, from, to }: SignalsAsked,
  after: string,
  limit: number | null,
): unknown[] {
  return [place, from, to, SIGNAL_RULES[signal].min, after, limit];
}
