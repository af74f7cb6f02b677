import { Injectable } from '@nestjs/common';
import type { Day, Instant, JudgedIndicator } from '@youlu/vocabulary';
import type { DenominatorName } from '../edition-form/denominators';
import { type AskedParameters, takenParameters } from '../edition-form/parameters';
import { CoverageStates } from '../indicators/coverage-states.query';
import type { StandingUnit } from '../register/register-tree';
import { levelOf } from '../register/unit-level';
import type { FrozenPlace } from '../frozen-reports/frozen-place';
import type { FrozenUnit } from '../frozen-reports/frozen-unit';
import type { RuleWords } from '../frozen-reports/report-header';
import type { ReportQuestion } from '../frozen-reports/report-question';

/** A question as somebody asks it; what is left away is as usual. */
export interface AskedQuestion {
  readonly indicator: JudgedIndicator;
  readonly place: string;
  readonly asOf: Day;
  readonly knownAt: Instant;
  readonly denominator: DenominatorName;
  readonly registerDate?: Day | undefined;
  readonly edition?: string | undefined;
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
}

/** What was judged: the units of the population by code, and the places they lie in. */
export interface JudgedSets {
  readonly question: ReportQuestion;
  readonly indicatorName: Readonly<Record<'zh' | 'en', string>>;
  readonly rule: RuleWords;
  readonly place: Pick<FrozenPlace, 'code' | 'name' | 'level'>;
  /** The place and all in it that hold more than one unit of the population. */
  readonly places: readonly Pick<FrozenPlace, 'code' | 'name' | 'level'>[];
  /** The places directly in it that make reports of their own. */
  readonly memberPlaces: readonly Pick<FrozenPlace, 'code' | 'name' | 'level'>[];
  units(): Iterable<FrozenUnit>;
}

/** Targets lie in townships and villages. */
const LEVEL_OF_TARGETS = 5;
/** Levels that make reports: a township's figure is in that of its county. */
const REPORT_DIGITS_MAX = 6;

/**
 * The only way from reports to the indicators: what is asked there, and how it is judged. Both what is
 * frozen and what it is checked against are judged from the stored facts, never from what is kept.
 */
@Injectable()
export class JudgedSetsOf {
  constructor(private readonly states: CoverageStates) {}

  /** @throws NoRegisterInForce, UnknownRegister, UnknownUnit */
  async read(asked: AskedQuestion): Promise<JudgedSets> {
    const parameters = asked.parameters as AskedParameters | undefined;
    const opened = await this.states.open({ ...asked, parameters, unit: asked.place });
    const judged = await this.states.judgeAfresh(opened);
    const { edition, tree } = opened;
    const place = opened.place as StandingUnit; // it was asked for by its code
    const named = (unit: StandingUnit) => ({
      code: unit.code,
      name: unit.name,
      level: levelOf(unit),
    });
    const within = tree.within(place.code);
    const { population } = edition;
    const unitLevel = 'level' in population ? population.level : LEVEL_OF_TARGETS;
    const places = within.filter((unit) => unit.level < unitLevel).map(named);
    const inside = places.filter(({ code }) => code.length <= REPORT_DIGITS_MAX);
    const nextLength = inside.find(({ code }) => code.length > place.code.length)?.code.length;
    return {
      question: {
        indicator: edition.indicator,
        edition: edition.edition,
        denominator: asked.denominator,
        parameters: takenParameters(edition.parameters, opened.parameters),
        registerDate: tree.registerDate,
        asOf: asked.asOf,
        knownAt: asked.knownAt,
        place: place.code,
      },
      indicatorName: { ...edition.name },
      rule: {
        definition: { ...edition.definition },
        source: { ...edition.source },
        denominator: { ...opened.denominator.description },
      },
      place: named(place),
      places,
      memberPlaces: inside.filter(({ code }) => code.length === nextLength),
      *units() {
        for (const { unit, state, rule, declared, simulated } of judged.within(place.code)) {
          const { code, name, kind } = unit;
          yield { code, name, kind, state, rule, declared, simulated };
        }
      },
    };
  }
}
