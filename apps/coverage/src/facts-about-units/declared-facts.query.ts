import { Injectable } from '@nestjs/common';
import { dayNumber } from '@youlu/vocabulary';
import { Heirs } from '../base-register/heirs';
import { DeclarationsInForce } from '../declarations/declarations-in-force.query';
import { NOT_DECLARED } from '../edition-form/unit-facts';
import type { Reading } from './reading';

const COUNTY_DIGITS = 6;

/** What operators say, in columns. A code is read by the register in force when its validity began. */
@Injectable()
export class DeclaredFacts {
  constructor(private readonly declarations: DeclarationsInForce) {}

  async read(reading: Reading): Promise<void> {
    await Promise.all([this.readDeclarations(reading), this.readFilings(reading)]);
  }

  private async readDeclarations(reading: Reading): Promise<void> {
    const { opened, population, facts, origins, ways, scope } = reading;
    const { question, edition, parameters } = opened;
    const lists = await Promise.all(
      ways.map(({ period }) =>
        this.declarations.on(edition.indicator, scope, question.asOf, question.knownAt, {
          modes: parameters.modes,
          begun: ways.length > 1 ? period : undefined,
        }),
      ),
    );
    for (const [i, rows] of lists.entries()) {
      const heirs = new Heirs(population, ways[i]?.succession, origins);
      for (const { unitCode, from, frequencyPerWeek, simulated } of rows) {
        heirs.each(unitCode, (unit) => {
          const since = facts.declaredFrom[unit] ?? NOT_DECLARED;
          const begun = dayNumber(from);
          if (since === NOT_DECLARED || begun < since) facts.declaredFrom[unit] = begun;
          const often = Math.max(facts.declaredPerWeek[unit] ?? 0, frequencyPerWeek ?? 0);
          facts.declaredPerWeek[unit] = often;
          if (simulated) facts.simulated[unit] = 1;
        });
      }
    }
  }

  private async readFilings({ opened, population, facts, ways }: Reading): Promise<void> {
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
    for (const [i, filed] of lists.entries()) {
      const succession = ways[i]?.succession;
      for (const [county, { simulated }] of filed) {
        for (const heir of succession?.inheritorsOf(county) ?? [county]) {
          if (heir.length !== COUNTY_DIGITS) continue;
          const { from, to } = population.within(heir);
          facts.countyFiled.fill(1, from, to);
          if (simulated) facts.simulated.fill(1, from, to);
        }
      }
    }
  }
}
