import { Injectable } from '@nestjs/common';
import { type Day, type Instant, parseInstant } from '@youlu/vocabulary';
import type { WayToBase } from '../base-register/way-to-base';
import type { Denominator, DenominatorName } from '../edition-form/denominators';
import type { IndicatorEdition } from '../edition-form/indicator-edition';
import type { AskedParameters, Parameters } from '../edition-form/parameters';
import type { UnitFacts } from '../edition-form/unit-facts';
import { CoverageStates } from '../indicators/coverage-states.query';
import { FactsAboutUnits } from '../facts-about-units/facts-about-units.query';
import { DECLARED_BIT, explain, judge, SIMULATED_BIT, stateOf } from '../judgement/judge';
import type { Population } from '../judgement/population';
import type { ReportHeader } from '../frozen-reports/report-header';
import type { Standing } from './difference';

/** A report's question, with the moments at which different things were known. */
export type SplitQuestion = ReportHeader['question'] & { readonly lineageKnownAt: string };

/** By which rule units are judged, and of which facts about them. */
interface AskedOf {
  readonly edition: IndicatorEdition;
  readonly parameters: Parameters;
  readonly denominator: Denominator;
  /** Days whose evidence counts, as it was known at an instant. */
  readonly window: { readonly from: Day; readonly to: Day };
  readonly knownAt: Instant;
  /** How codes that facts are written under count. */
  readonly ways: readonly WayToBase[];
}

/** Facts and the rule they are judged by: units are judged when they are asked for. */
export class JudgedFacts {
  private marks: Uint8Array | undefined;

  constructor(
    private readonly asked: AskedOf,
    readonly population: Population,
    readonly facts: UnitFacts,
  ) {}

  get window(): AskedOf['window'] {
    return this.asked.window;
  }

  get knownAt(): Instant {
    return this.asked.knownAt;
  }

  get ways(): readonly WayToBase[] {
    return this.asked.ways;
  }

  /** The same units judged by the same rule on other facts about them. */
  on(facts: UnitFacts): JudgedFacts {
    return new JudgedFacts(this.asked, this.population, facts);
  }

  at(code: string): Standing | null {
    const unit = this.population.indexOf(code);
    const known = this.population.units[unit];
    const { facts } = this;
    const { denominator, edition, parameters } = this.asked;
    if (known === undefined || denominator.leavesOut(code)) return null;
    const mark = (this.marks ??= judge(edition, facts, parameters))[unit] ?? 0;
    const state = stateOf(mark);
    if (state === undefined) return null;
    const { rule } = explain(edition, facts, parameters, unit);
    const { name, kind } = known;
    const [declared, simulated] = [DECLARED_BIT, SIMULATED_BIT].map((bit) => (mark & bit) !== 0);
    return { name, kind, state, rule, declared: declared === true, simulated: simulated === true };
  }

  /** Whether both are about the same units in the same order, so that facts can be exchanged. */
  isAboutTheSame({ population }: JudgedFacts): boolean {
    const { units, size } = this.population;
    return size === population.size && units.every((u, i) => u.code === population.units[i]?.code);
  }
}

/** Reads what a question is judged by; the only way from comparisons to the indicators. */
@Injectable()
export class JudgedFactsOf {
  constructor(
    private readonly states: CoverageStates,
    private readonly facts: FactsAboutUnits,
  ) {}

  async read(question: SplitQuestion): Promise<JudgedFacts> {
    const opened = await this.states.open({
      ...question,
      unit: question.place,
      denominator: question.denominator as DenominatorName,
      parameters: question.parameters as AskedParameters,
      knownAt: instantOf(question.knownAt),
      lineageKnownAt: instantOf(question.lineageKnownAt),
    });
    const { edition, parameters, denominator } = opened;
    const { population, facts, ways } = await this.facts.read(opened);
    const window = edition.windowOn(question.asOf, parameters);
    const knownAt = instantOf(question.knownAt);
    const asked = { edition, parameters, denominator, window, knownAt, ways };
    return new JudgedFacts(asked, population, facts);
  }
}

function instantOf(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) throw new RangeError(`${text} is no instant`);
  return instant;
}
