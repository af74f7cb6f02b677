import { Injectable } from '@nestjs/common';
import { placesOf } from '../judgement/register-places';
import type { Tally } from '../judgement/tally';
import type { StandingUnit } from '../register/register-tree';
import type { UnitLevel } from '../register/unit-level';
import type { CoverageQuestion, OpenedQuestion } from './coverage-question';
import { CoverageStates } from './coverage-states.query';

export interface PlaceTally {
  readonly unit: StandingUnit;
  readonly tally: Tally;
}

export interface RatesOfPlaces {
  readonly opened: OpenedQuestion;
  readonly places: readonly PlaceTally[];
}

/** The sets behind the rates of all places of one level within a place, by code. */
@Injectable()
export class CoverageRates {
  constructor(private readonly states: CoverageStates) {}

  /** At most `limit` of the places after the one with the code `after`. */
  async of(
    question: CoverageQuestion,
    level: UnitLevel,
    after = '',
    limit = Infinity,
  ): Promise<RatesOfPlaces> {
    const opened = await this.states.open(question);
    const judged = await this.states.judge(opened);
    const units = placesOf(opened.tree, level, opened.placeCode).filter(({ code }) => code > after);
    const places = units.slice(0, limit).map((unit) => ({ unit, tally: judged.tally(unit.code) }));
    return { opened, places };
  }
}
