import { Injectable } from '@nestjs/common';
import { type CoverageQuestion, CoverageStates } from './coverage-states.query';
import { emptyTally, type Tally, tallyByPlace } from './rate';
import { levelOf, type UnitLevel } from '../register/unit-level';
import type { RegisterTree, StandingUnit } from '../register/register-tree';
import type { Denominator } from './denominators';
import type { IndicatorEdition } from './indicator-edition';

export interface PlaceTally {
  readonly unit: StandingUnit;
  readonly tally: Tally;
}

export interface RatesOfPlaces {
  readonly edition: IndicatorEdition;
  readonly denominator: Denominator;
  readonly tree: RegisterTree;
  readonly places: readonly PlaceTally[];
}

/** The sets behind the rates of all places of one level within a place, by code. */
@Injectable()
export class CoverageRates {
  constructor(private readonly states: CoverageStates) {}

  async of(question: CoverageQuestion, level: UnitLevel): Promise<RatesOfPlaces> {
    const opened = await this.states.open(question);
    const { edition, denominator, tree, place } = opened;
    const wanted = tree.within(place.code).filter((unit) => levelOf(unit) === level);
    const lengths = new Set(wanted.map((unit) => unit.code.length));
    const tallies = tallyByPlace(await this.states.judge(opened), [...lengths]);
    const places = wanted.map((unit) => ({ unit, tally: tallies.get(unit.code) ?? emptyTally() }));
    return { edition, denominator, tree, places };
  }
}
