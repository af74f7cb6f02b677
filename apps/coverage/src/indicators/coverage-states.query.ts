import { Injectable } from '@nestjs/common';
import { JudgedUnits } from '../judgement/judged-units';
import { RevisionNow } from '../region-reads/revision-now.query';
import type { CoverageQuestion, OpenedQuestion } from './coverage-question';
import { FactsAboutUnits } from '../facts-about-units/facts-about-units.query';
import { KeptStates } from './kept-states';
import { OpenQuestion } from './open-question.query';

const REGION_DIGITS = 2;

/** Judges all units of a place in one pass: a few set-based reads, then the pure rules. */
@Injectable()
export class CoverageStates {
  private readonly kept = new KeptStates<JudgedUnits>();

  constructor(
    private readonly opening: OpenQuestion,
    private readonly facts: FactsAboutUnits,
    private readonly revision: RevisionNow,
  ) {}

  /** @throws UnknownEdition, WrongParameter, NoRegisterInForce, UnknownRegister, UnknownUnit */
  open(question: CoverageQuestion): Promise<OpenedQuestion> {
    return this.opening.execute(question);
  }

  /**
   * The units of the place as they are judged. A whole region, or everything, is kept with the
   * revision it was judged at, and serves every place in it until a declaration or a piece of evidence
   * changes.
   */
  async judge(opened: OpenedQuestion): Promise<JudgedUnits> {
    const { placeCode, denominator } = opened;
    const revision = await this.revision.read(); // before all else, so that nothing kept is older
    const region = placeCode.slice(0, REGION_DIGITS);
    const kept =
      this.kept.find(keyOf(opened, region), revision) ??
      this.kept.find(keyOf(opened, ''), revision);
    if (kept) return (await kept).under(denominator);
    if (placeCode !== region) return this.judgeAfresh(opened);
    const judging = this.kept.keep(keyOf(opened, region), revision, this.judgeWithin(opened));
    return (await judging).under(denominator);
  }

  /**
   * The same from the facts as they are stored now, whatever is kept. A check must not be answered with
   * what it checks: facts changed by hand, or without a revision, would still be found to agree.
   */
  async judgeAfresh(opened: OpenedQuestion): Promise<JudgedUnits> {
    return (await this.judgeWithin(opened)).under(opened.denominator);
  }

  private async judgeWithin(opened: OpenedQuestion): Promise<JudgedUnits> {
    const { edition, parameters } = opened;
    return new JudgedUnits(edition, parameters, await this.facts.read(opened));
  }
}

/** What a judgement depends on, but for what has been told so far. */
function keyOf(opened: OpenedQuestion, region: string): string {
  const { question, edition, parameters, tree, denominator } = opened;
  return JSON.stringify([
    edition.indicator,
    edition.edition,
    parameters,
    question.asOf,
    question.knownAt ?? null,
    question.lineageKnownAt ?? null,
    tree.registerDate,
    denominator.by,
    region,
  ]);
}
