import { Injectable } from '@nestjs/common';
import { type Instant, parseInstant } from '@youlu/vocabulary';
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

/** Facts and the rule they are judged by: units are judged when they are asked for. */
export class JudgedFacts {
  private marks: Uint8Array | undefined;

  constructor(
    readonly edition: IndicatorEdition,
    readonly parameters: Parameters,
    readonly denominator: Denominator,
    readonly population: Population,
    readonly facts: UnitFacts,
  ) {}

  /** The same units judged by the same rule on other facts about them. */
  on(facts: UnitFacts): JudgedFacts {
    const { edition, parameters, denominator, population } = this;
    return new JudgedFacts(edition, parameters, denominator, population, facts);
  }

  at(code: string): Standing | null {
    const unit = this.population.indexOf(code);
    const known = this.population.units[unit];
    if (known === undefined || this.denominator.leavesOut(code)) return null;
    const { edition, facts, parameters } = this;
    const mark = (this.marks ??= judge(edition, facts, parameters))[unit] ?? 0;
    const state = stateOf(mark);
    if (state === undefined) return null;
    const { rule } = explain(edition, facts, parameters, unit);
    const { name, kind } = known;
    const [declared, simulated] = [DECLARED_BIT, SIMULATED_BIT].map((bit) => (mark & bit) !== 0);
    return { name, kind, state, rule, declared: declared === true, simulated: simulated === true };
  }

  evidenceOf(code: string): number {
    return this.facts.evidenceCount[this.population.indexOf(code)] ?? 0;
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
    const { population, facts } = await this.facts.read(opened);
    return new JudgedFacts(edition, parameters, denominator, population, facts);
  }
}

function instantOf(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) throw new RangeError(`${text} is no instant`);
  return instant;
}
