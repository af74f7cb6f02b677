import { Injectable } from '@nestjs/common';
import type { Day, Indicator, Instant } from '@youlu/vocabulary';
import { DeclarationsInForce } from '../declarations/declarations-in-force.query';
import { EvidenceInWindow } from '../evidence/evidence-in-window.query';
import { RevisionNow } from '../region-reads/revision-now.query';
import { RegisterCatalogue } from '../register/register-catalogue.query';
import type { RegisterTree, StandingUnit } from '../register/register-tree';
import { UnknownUnit } from '../register/register.errors';
import { counts, type Denominator, DENOMINATORS, type DenominatorName } from './denominators';
import { editionOf } from './editions';
import type { EvidenceSummary, IndicatorEdition } from './indicator-edition';
import { KeptStates } from './kept-states';
import { factsAbout, isSimulated, type KnownEvidence, type KnownFacts } from './unit-facts';
import { stateOf, type UnitState } from './unit-state';
import { DIRECT_MAIL_WEEKS } from './village-direct-mail.2020';
import { wholeWeeksEnding } from './evidence-window';

const REGION_DIGITS = 2;
const NO_VISITS: readonly number[] = Array.from({ length: DIRECT_MAIL_WEEKS }, () => 0);

export interface CoverageQuestion {
  readonly indicator: Indicator;
  readonly asOf: Day;
  /** What had been recorded by then; all that is recorded if left away. */
  readonly knownAt?: Instant | undefined;
  /** The place to look at; the whole register if left away. */
  readonly unit?: string | undefined;
  readonly denominator: DenominatorName;
  /** Which register says what units there are; the earliest loaded if left away. */
  readonly registerDate?: Day | undefined;
}

/** A unit of the population with its state, and what decided it. */
export interface JudgedUnit extends UnitState {
  readonly unit: StandingUnit;
  readonly code: string;
  readonly declared: boolean;
  readonly declaredFrom: Day | null;
  readonly evidence: EvidenceSummary;
  readonly simulated: boolean;
}

/** What a question is about, before any evidence is read. */
export interface OpenedQuestion {
  readonly question: CoverageQuestion;
  readonly edition: IndicatorEdition;
  readonly denominator: Denominator;
  readonly tree: RegisterTree;
  readonly place: StandingUnit;
  /** The units that are counted within the place, by code. */
  readonly population: readonly StandingUnit[];
}

/** Judges all units of a place in one pass: a few set-based reads, then the pure rules. */
@Injectable()
export class CoverageStates {
  private readonly kept = new KeptStates<readonly JudgedUnit[]>();

  constructor(
    private readonly catalogue: RegisterCatalogue,
    private readonly declarations: DeclarationsInForce,
    private readonly evidence: EvidenceInWindow,
    private readonly revision: RevisionNow,
  ) {}

  /** @throws NoRegisterInForce, UnknownRegister, UnknownUnit */
  async open(question: CoverageQuestion): Promise<OpenedQuestion> {
    const tree = await this.catalogue.treeOf(question.registerDate, question.asOf);
    const code = question.unit ?? tree.units[0]?.code ?? '';
    const place = tree.find(code);
    if (!place) throw new UnknownUnit(code, question.asOf, tree.registerDate, 'unit');
    const edition = editionOf(question.indicator);
    const denominator = DENOMINATORS[question.denominator];
    const population = populationOf(tree, code, edition, denominator);
    return { question, edition, denominator, tree, place, population };
  }

  /**
   * The states of the counted units, by code. A whole region is kept with the revision it was judged
   * at, and serves every place in it until a declaration or a piece of evidence changes.
   */
  async judge(opened: OpenedQuestion): Promise<readonly JudgedUnit[]> {
    const { question, edition, tree, place, denominator } = opened;
    const region = place.code.slice(0, REGION_DIGITS);
    const { indicator, asOf, knownAt = 'now' } = question;
    const key = `${indicator} ${asOf} ${knownAt} ${tree.registerDate} ${region}`;
    const revision = await this.revision.read(); // before all else, so that nothing kept is older
    let judging = this.kept.find(key, revision);
    if (!judging) {
      if (place.code !== region) return this.judgeUnits(opened);
      const population = populationOf(tree, region, edition, DENOMINATORS['strict-2020']);
      judging = this.kept.keep(key, revision, this.judgeUnits({ ...opened, population }));
    }
    const judged = await judging;
    return judged.filter(({ code }) => code.startsWith(place.code) && !denominator.leavesOut(code));
  }

  private async judgeUnits(opened: OpenedQuestion): Promise<JudgedUnit[]> {
    const known = await this.known(opened);
    return opened.population.map((unit) => judgeUnit(opened.edition, unit, known));
  }

  private async known({ question, edition, place, population }: OpenedQuestion) {
    const { indicator, asOf, knownAt } = question;
    const [declared, filedCounties, seen] = await Promise.all([
      this.declarations.on(indicator, place.code, asOf, knownAt),
      this.declarations.filedCounties(indicator, asOf, knownAt),
      this.seen(place.code, edition, question),
    ]);
    const declarations = new Map(declared.map((row) => [row.unitCode, row]));
    const evidence = new Map(seen.map((row) => [row.code, row]));
    const doubtful = population
      .map((unit) => unit.code)
      .filter((code) => declarations.has(code) && !evidence.has(code));
    const stopped =
      indicator === 'village-express'
        ? await this.evidence.stoppedElsewhere(doubtful, { ...edition.windowOn(asOf), knownAt })
        : [];
    const known: KnownFacts = {
      exclusions: new Map(edition.exclusions.map((e) => [e.unitCode, e.reason])),
      declarations,
      filedCounties,
      evidence,
      stopped: new Map(stopped.map((row) => [row.code, row])),
      noVisits: NO_VISITS,
    };
    return known;
  }

  private seen(
    place: string,
    edition: IndicatorEdition,
    { indicator, asOf, knownAt }: CoverageQuestion,
  ): Promise<(KnownEvidence & { code: string })[]> {
    const window = { ...edition.windowOn(asOf), knownAt };
    switch (indicator) {
      case 'township-outlet':
        return this.evidence.atStations(place, window);
      case 'village-express':
        return this.evidence.inVillages(place, window);
      case 'village-direct-mail':
        return this.evidence.visitedDays(place, wholeWeeksEnding(asOf, DIRECT_MAIL_WEEKS), knownAt);
    }
  }
}

function populationOf(
  tree: RegisterTree,
  place: string,
  edition: IndicatorEdition,
  denominator: Denominator,
): StandingUnit[] {
  return tree.within(place).filter((unit) => counts(edition, denominator, unit));
}

function judgeUnit(edition: IndicatorEdition, unit: StandingUnit, known: KnownFacts): JudgedUnit {
  const { code } = unit;
  const facts = factsAbout(code, known);
  const { state, rule, reason, undeclared } = stateOf(edition, facts);
  return {
    unit,
    code,
    state,
    rule,
    reason,
    undeclared,
    declared: facts.declaration !== null,
    declaredFrom: facts.declaration?.from ?? null,
    evidence: facts.evidence,
    simulated: isSimulated(code, known),
  };
}
