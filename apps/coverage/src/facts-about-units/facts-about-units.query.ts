import { Injectable } from '@nestjs/common';
import { lineageSummary } from '../base-register/lineage-summary';
import { holds } from '../base-register/register-periods';
import type { FollowedWays, WayToBase } from '../base-register/way-to-base';
import { WaysToBase } from '../base-register/ways-to-base.query';
import { laterRuling, type Ruling } from '../rulings/ruling';
import { RulingsInForce } from '../rulings/rulings-in-force.query';
import { noFacts } from '../edition-form/unit-facts';
import type { KnownUnits } from '../judgement/known-units';
import { populationOf } from '../judgement/register-places';
import { Population } from '../judgement/population';
import { targetIdOf } from '../judgement/target-unit';
import type { OpenedQuestion } from '../indicators/coverage-question';
import { DeclaredFacts } from './declared-facts.query';
import { EvidenceFacts } from './evidence-facts.query';
import { ListedFacts } from './listed-facts.query';
import type { Reading } from './reading';
import { StatedCodes } from './stated-codes.query';

const EVERYWHERE = '';
const REGION_DIGITS = 2;

/** Reads what is known about the units of a place into columns: a few set-based reads. */
@Injectable()
export class FactsAboutUnits {
  constructor(
    private readonly base: WaysToBase,
    private readonly declared: DeclaredFacts,
    private readonly evidence: EvidenceFacts,
    private readonly listed: ListedFacts,
    private readonly rulings: RulingsInForce,
    private readonly stated: StatedCodes,
  ) {}

  async read(opened: OpenedQuestion): Promise<KnownUnits> {
    const { tree, question, parameters, placeCode } = opened;
    const lineageKnownAt = question.lineageKnownAt ?? question.knownAt;
    const followed = await this.base.follow(tree.registerDate, question.asOf, lineageKnownAt);
    const { ways } = followed;
    const population = await this.populationOf(opened, ways);
    const reading: Reading = {
      opened,
      population,
      facts: noFacts(population.size, parameters.windowWeeks),
      origins: new Map(),
      ways,
      followed,
      ...scopesOf(placeCode, followed),
    };
    excludeListed(reading);
    await Promise.all([
      this.declared.read(reading),
      this.evidence.read(reading),
      this.listed.read(reading),
      this.readRulings(reading),
    ]);
    if (opened.edition.contradicts) await this.evidence.readStopped(reading);
    const lineage = ways.flatMap(({ succession, taken }) =>
      succession && !taken ? [lineageSummary(succession, population)] : [],
    );
    return { population, facts: reading.facts, ways, origins: reading.origins, lineage };
  }

  private async populationOf(
    opened: OpenedQuestion,
    ways: readonly WayToBase[],
  ): Promise<Population> {
    const { edition, tree, denominator, placeCode } = opened;
    const rule = edition.population;
    const all =
      'list' in rule
        ? new Population(await this.listed.targets(opened, rule.list, ways))
        : populationOf(tree, rule, denominator);
    return all.part(placeCode);
  }

  private async readRulings(reading: Reading): Promise<void> {
    const { opened, statedScope, facts } = reading;
    const { asOf, knownAt } = opened.question;
    const isListed = 'list' in opened.edition.population;
    const scope = isListed ? EVERYWHERE : statedScope;
    const rows = await this.rulings.on(opened.edition.indicator, scope, asOf, knownAt);
    if (rows.length === 0) return;
    if (isListed) return noteRulingsOnTargets(reading, rows);
    const latest = new Map<number, Ruling>();
    for (const way of reading.ways) {
      const begun = rows.filter(({ from }) => holds(way.period, from));
      // Rulings under several codes may come to one unit, and those under one code to several: of those
      // on a unit the last one holds, whatever its code.
      const take = (unit: number, row: Ruling): void => {
        latest.set(unit, laterRuling(latest.get(unit), row));
      };
      await this.stated.each(reading, way, begun, ({ unitCode }) => unitCode, take);
    }
    for (const [unit, { simulated }] of latest) if (simulated) facts.simulated[unit] = 1;
    facts.rulings = latest;
  }
}

/** A target is known by its id, in whichever division a register has it. */
function noteRulingsOnTargets({ population, facts }: Reading, rows: readonly Ruling[]): void {
  const places = new Map(population.units.map(({ unitId }, unit) => [unitId, unit]));
  const latest = new Map<number, Ruling>();
  for (const row of rows) {
    const unit = places.get(targetIdOf(row.unitCode) ?? '');
    if (unit === undefined) continue;
    latest.set(unit, laterRuling(latest.get(unit), row));
  }
  for (const [unit, { simulated }] of latest) if (simulated) facts.simulated[unit] = 1;
  facts.rulings = latest;
}

/** The region is enough for codes of other registers: lineage does not cross it. */
function scopesOf(
  placeCode: string,
  { ways, registers }: FollowedWays,
): Pick<Reading, 'scope' | 'statedScope'> {
  if (ways.some(({ succession }) => succession)) {
    return { scope: EVERYWHERE, statedScope: EVERYWHERE };
  }
  const region = placeCode.slice(0, REGION_DIGITS);
  return { scope: placeCode, statedScope: registers.length > 1 ? region : placeCode };
}

function excludeListed({ opened, population, facts }: Reading): void {
  const listed = opened.edition.exclusions.map(
    ({ unitCode, reason }) => [population.indexOf(unitCode), () => reason] as const,
  );
  facts.exclusions = new Map(listed.filter(([unit]) => unit !== -1));
}
