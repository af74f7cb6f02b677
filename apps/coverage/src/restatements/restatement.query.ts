import { Injectable } from '@nestjs/common';
import type { Day, Instant } from '@youlu/vocabulary';
import type { LineageSummary } from '../base-register/lineage-summary';
import { type WaitingChange, WaitingChanges } from '../changes/waiting-changes.query';
import type { CoverageQuestion, OpenedQuestion } from '../indicators/coverage-question';
import { CoverageStates } from '../indicators/coverage-states.query';
import type { JudgedUnits } from '../judgement/judged-units';
import { SuccessionBetween } from '../lineage/succession/succession-between.query';
import { withTargets } from '../lineage/succession/targets-succession';
import type { RegisterTree } from '../register/register-tree';
import { RegisterCatalogue } from '../register/register-catalogue.query';
import {
  restate,
  type CountedUnit,
  type RestatedDifference,
  type Restatement,
} from './restatement';

/** A difference, and the proposals about its units that nobody has decided on. */
export interface ExplainedDifference extends RestatedDifference {
  readonly waiting: readonly WaitingChange[];
}

/** A figure on the register of its own day, the same on another, and all that lies between. */
export interface RestatedFigure extends Omit<Restatement, 'differences'> {
  readonly opened: OpenedQuestion;
  readonly lineage: readonly LineageSummary[];
  readonly differences: readonly ExplainedDifference[];
}

/** One figure on two registers. */
@Injectable()
export class RestatedCoverage {
  constructor(
    private readonly states: CoverageStates,
    private readonly catalogue: RegisterCatalogue,
    private readonly successions: SuccessionBetween,
    private readonly waiting: WaitingChanges,
  ) {}

  /**
   * @param question names the register to restate on, and a place as the own register codes it
   * @param ownDate the register to start from; the one in force on the day, if left away
   * @throws UnknownEdition, WrongParameter, NoRegisterInForce, UnknownRegister, UnknownUnit
   */
  async of(question: CoverageQuestion, ownDate?: Day): Promise<RestatedFigure> {
    const { asOf, knownAt } = question;
    const own = ownDate ?? (await this.catalogue.dateInForce(asOf, 'asOf', knownAt));
    const before = await this.judgedAt({ ...question, registerDate: own, baseYear: undefined });
    // a place that has no heir is still asked about on the other register, as a whole
    const { tree } = await this.states.open({ ...question, unit: undefined });
    const other = tree.registerDate;
    const lineageAt = await this.lineageKnownAt(question, [own, other]);
    const [units, waiting] = await Promise.all([
      this.successions.read(own, other, lineageAt),
      this.waiting.between(own, other, lineageAt),
    ]);
    const succession = withTargets(units);
    const { unit } = question;
    const places = unit === undefined ? [unit] : succession.inheritorsOf(unit);
    const after = await Promise.all(
      places.map((place) => this.judgedAt({ ...question, unit: place })),
    );
    const { differences, ...restated } = restate(
      before.units,
      after.flatMap(({ units }) => units),
      succession,
      { own: statedBy(before.opened.tree), other: statedBy(tree) },
    );
    const { opened, lineage } = after[0] ?? before;
    return {
      ...restated,
      opened,
      lineage,
      differences: differences.map((difference) => ({
        ...difference,
        waiting: waitingFor(difference, waiting),
      })),
    };
  }

  /** Both registers had been loaded by then. */
  private async lineageKnownAt(
    { knownAt, lineageKnownAt = knownAt }: CoverageQuestion,
    registers: readonly Day[],
  ): Promise<Instant | undefined> {
    let at = lineageKnownAt;
    for (const register of registers) {
      if (at !== undefined) at = await this.catalogue.lineageKnownAt(register, at);
    }
    return at;
  }

  private async judgedAt(question: CoverageQuestion) {
    const opened = await this.states.open(question);
    const judged = await this.states.judge(opened);
    return { opened, lineage: judged.lineage, units: countedOf(judged, opened) };
  }
}

function statedBy(tree: RegisterTree): (code: string) => boolean {
  return (code) => tree.find(code) !== undefined;
}

function countedOf(judged: JudgedUnits, { placeCode }: OpenedQuestion): CountedUnit[] {
  return [...judged.within(placeCode)].map(({ code, unit, state, declared }) => {
    return { code, name: unit.name, state, declared };
  });
}

/** Proposals are looked up where nothing in force explains a unit that comes or goes. */
function waitingFor(
  { before, after, changes }: RestatedDifference,
  waiting: ReadonlyMap<string, readonly WaitingChange[]>,
): WaitingChange[] {
  if (changes.length > 0) return [];
  const codes = [...before, ...after].map(({ code }) => code);
  const found = codes.flatMap((code) => waiting.get(code) ?? []);
  return [...new Map(found.map((change) => [change.changeId, change])).values()];
}
