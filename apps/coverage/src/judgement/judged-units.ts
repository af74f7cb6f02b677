import { type CoverageState, type Day, dayFromNumber, type Instant } from '@youlu/vocabulary';
import type { IndicatorEdition } from '../edition-form/indicator-edition';
import type { Parameters } from '../edition-form/parameters';
import type { Finding } from '../edition-form/reason';
import { NOT_DECLARED } from '../edition-form/unit-facts';
import type { TargetUnit } from './target-unit';
import type { KnownUnits } from './known-units';
import type { StandingUnit } from '../register/register-tree';
import { DECLARED_BIT, explain, judge, NOT_COUNTED, SIMULATED_BIT, stateOf } from './judge';
import type { LineageSummary } from '../base-register/lineage-summary';
import type { WayToBase } from '../base-register/way-to-base';
import { otherCodesOf, type OtherCode, sourcesOf } from '../base-register/other-codes';
import type { WrittenCode } from '../base-register/written-code';
import { originWords } from '../base-register/origin-words';
import type { Denominator } from '../edition-form/denominators';
import type { Population } from './population';
import { RollUp } from './roll-up';
import { countMarks, type Tally, tallyOf } from './tally';

/** A unit of the population with its state, and what decided it. */
export interface JudgedUnit extends Finding {
  readonly unit: StandingUnit;
  readonly code: string;
  readonly state: CoverageState;
  readonly declared: boolean;
  /** Served as the evidence shows, though nobody declares it. */
  readonly undeclared: boolean;
  readonly declaredFrom: Day | null;
  readonly evidence: {
    readonly count: number;
    readonly firstAt: Instant | null;
    readonly lastAt: Instant | null;
  };
  readonly simulated: boolean;
}

/**
 * All units of a population as an edition judges them. What is asked of it is made of columns when it
 * is asked: the rates of a nation never make an object of a village.
 */
export class JudgedUnits {
  private readonly tallies = new Map<string, Tally>();
  private readonly rollUps = new Map<Population, RollUp>();
  private readonly byDenominator = new Map<string, JudgedUnits>();

  constructor(
    readonly edition: IndicatorEdition,
    readonly parameters: Parameters,
    private readonly known: KnownUnits,
    private readonly marks = judge(edition, known.facts, parameters),
  ) {}

  get size(): number {
    return this.population.size;
  }

  get lineage(): readonly LineageSummary[] {
    return this.known.lineage;
  }

  private get population(): Population {
    return this.known.population;
  }

  /** The same judgement without the units that a denominator leaves out. */
  under({ name, leavesOut }: Denominator): JudgedUnits {
    let judged = this.byDenominator.get(name);
    if (!judged) {
      const { edition, parameters, population, known } = this;
      const marks = this.marks.map((mark, unit) =>
        leavesOut(population.units[unit]?.code ?? '') ? NOT_COUNTED : mark,
      );
      const isSame = marks.every((mark, unit) => mark === this.marks[unit]);
      judged = isSame ? this : new JudgedUnits(edition, parameters, known, marks);
      this.byDenominator.set(name, judged);
    }
    return judged;
  }

  /** How many units are counted within a place, excluded ones too. */
  sizeOf(place: string): number {
    const { denominator, excluded } = this.tally(place);
    return denominator + excluded;
  }

  /** The sets behind the rate of a place. */
  tally(place: string): Tally {
    let tally = this.tallies.get(place);
    if (!tally) {
      const { from, to } = this.population.within(place);
      this.tallies.set(place, (tally = tallyOf(countMarks(this.marks, from, to))));
    }
    return tally;
  }

  /** The sets behind the rates of all places of a level at once. */
  rollUp(places: Population): RollUp {
    let rollUp = this.rollUps.get(places);
    if (!rollUp) {
      rollUp = new RollUp(places, this.population, this.marks);
      this.rollUps.set(places, rollUp);
    }
    return rollUp;
  }

  /** The units within a place, each made when it comes to its turn. */
  *within(place: string, after = ''): Generator<JudgedUnit> {
    const { from, to } = this.population.within(place);
    for (let unit = from; unit < to; unit++) {
      if (this.marks[unit] === NOT_COUNTED) continue;
      if ((this.population.units[unit]?.code ?? '') > after) yield this.at(unit);
    }
  }

  /** Codes under which facts of the counted units within a place may be written, and when. */
  writtenCodes(place: string, state?: CoverageState): WrittenCode[] {
    const codes = [...this.codesWithin(place, state)];
    return this.known.ways.flatMap((way) => {
      const { from, to } = way.period;
      const sources = new Set(codes.flatMap((code) => sourcesOf(way, code)));
      return [...sources].map((code) => ({ code, from, to }));
    });
  }

  /** The other codes of the units within a place that are in a state, and when they are theirs. */
  otherCodes(
    place: string,
    state: CoverageState,
    isStated: (code: string) => boolean,
  ): OtherCode[] {
    return otherCodesOf(this.codesWithin(place, state), this.known.ways, isStated);
  }

  /** Whether a challenge has settled what holds of any of the units. */
  get hasRulings(): boolean {
    return this.known.facts.rulings.size > 0;
  }

  get ways(): readonly WayToBase[] {
    return this.known.ways;
  }

  /** Codes of the counted units within a place, or of those in one state. */
  private *codesWithin(place: string, state?: CoverageState): Generator<string> {
    const { from, to } = this.population.within(place);
    for (let unit = from; unit < to; unit++) {
      const mark = this.marks[unit] ?? NOT_COUNTED;
      if (mark === NOT_COUNTED || (state !== undefined && stateOf(mark) !== state)) continue;
      yield this.population.units[unit]?.code ?? '';
    }
  }

  /** Nodes at which the targets within a place are served, each once. */
  nodesWithin(place: string): string[] {
    const { from, to } = this.population.within(place);
    const targets = this.population.units.slice(from, to) as readonly Partial<TargetUnit>[];
    return [...new Set(targets.flatMap(({ nodeId }) => nodeId ?? []))].sort();
  }

  at(unit: number): JudgedUnit {
    const standing = this.population.units[unit];
    if (!standing) throw new RangeError(`there is no unit ${unit} of ${this.population.size}`);
    const { edition, parameters } = this;
    const { facts, origins } = this.known;
    const mark = this.marks[unit] ?? 0;
    const state = stateOf(mark) ?? 'unknown';
    const declared = (mark & DECLARED_BIT) !== 0;
    const count = facts.evidenceCount[unit] ?? 0;
    const from = facts.declaredFrom[unit] ?? NOT_DECLARED;
    let why: Finding | undefined;
    const finding = (): Finding => (why ??= explain(edition, facts, parameters, unit));
    return {
      unit: standing,
      code: standing.code,
      state,
      get rule() {
        return finding().rule;
      },
      reason: (language) =>
        finding().reason(language) + originWords(origins.get(unit) ?? [], language),
      declared,
      undeclared: state === 'observed' && !declared,
      declaredFrom: from === NOT_DECLARED ? null : dayFromNumber(from),
      evidence: {
        count,
        firstAt: count === 0 ? null : (facts.firstAt[unit] ?? null),
        lastAt: count === 0 ? null : (facts.lastAt[unit] ?? null),
      },
      simulated: (mark & SIMULATED_BIT) !== 0,
    };
  }
}
