import { Injectable } from '@nestjs/common';
import type { LineageSummary } from '../base-register/lineage-summary';
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
  readonly lineage: readonly LineageSummary[];
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
    const all = placesOf(opened.tree, level);
    const rollUp = judged.rollUp(all);
    const { from, to } = all.within(opened.placeCode);
    const places: PlaceTally[] = [];
    for (let place = from; place < to && places.length < limit; place++) {
      const unit = all.units[place];
      if (unit && unit.code > after) places.push({ unit, tally: rollUp.tally(place) });
    }
    return { opened, lineage: judged.lineage, places };
  }
}
