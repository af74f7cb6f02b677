import { Injectable } from '@nestjs/common';
import { dayNumber } from '@youlu/vocabulary';
import type { WayToBase } from '../base-register/way-to-base';
import {
  type DeclarationInForce,
  DeclarationsInForce,
  type FiledCounty,
} from '../declarations/declarations-in-force.query';
import { NOT_DECLARED } from '../edition-form/unit-facts';
import type { Reading } from './reading';
import { StatedCodes } from './stated-codes.query';

const COUNTY_DIGITS = 6;

/** What operators say, in columns. See `StatedCodes` for how codes are read. */
@Injectable()
export class DeclaredFacts {
  constructor(
    private readonly declarations: DeclarationsInForce,
    private readonly stated: StatedCodes,
  ) {}

  async read(reading: Reading): Promise<void> {
    await Promise.all([this.readDeclarations(reading), this.readFilings(reading)]);
  }

  private async readDeclarations(reading: Reading): Promise<void> {
    const { opened, facts, ways, statedScope } = reading;
    const { question, edition, parameters } = opened;
    const lists = await Promise.all(
      ways.map(({ period }) =>
        this.declarations.on(edition.indicator, statedScope, question.asOf, question.knownAt, {
          modes: parameters.modes,
          begun: ways.length > 1 ? period : undefined,
        }),
      ),
    );
    const take = (unit: number, row: DeclarationInForce): void => {
      const { from, frequencyPerWeek, simulated } = row;
      const since = facts.declaredFrom[unit] ?? NOT_DECLARED;
      const begun = dayNumber(from);
      if (since === NOT_DECLARED || begun < since) facts.declaredFrom[unit] = begun;
      const often = Math.max(facts.declaredPerWeek[unit] ?? 0, frequencyPerWeek ?? 0);
      facts.declaredPerWeek[unit] = often;
      if (simulated) facts.simulated[unit] = 1;
    };
    for (const [i, way] of ways.entries()) {
      await this.stated.each(reading, way, lists[i] ?? [], ({ unitCode }) => unitCode, take);
    }
  }

  private async readFilings(reading: Reading): Promise<void> {
    const { opened, ways } = reading;
    const { question, edition } = opened;
    const lists = await Promise.all(
      ways.map(({ period }) =>
        this.declarations.filedCounties(
          edition.indicator,
          question.asOf,
          question.knownAt,
          ways.length > 1 ? period : undefined,
        ),
      ),
    );
    for (const [i, way] of ways.entries()) await this.takeFilings(reading, way, lists[i]);
  }

  private async takeFilings(
    reading: Reading,
    way: WayToBase,
    filed: ReadonlyMap<string, FiledCounty> = new Map(),
  ): Promise<void> {
    const { population, facts } = reading;
    const strays = await this.stated.strayOnes(reading, way, [...filed.keys()]);
    for (const [county, { simulated }] of filed) {
      const succession = strays.get(county) ?? way.succession;
      for (const heir of succession?.inheritorsOf(county) ?? [county]) {
        if (heir.length !== COUNTY_DIGITS) continue;
        const { from, to } = population.within(heir);
        facts.countyFiled.fill(1, from, to);
        if (simulated) facts.simulated.fill(1, from, to);
      }
    }
  }
}
