import { Injectable } from '@nestjs/common';
import type { Day, Instant } from '@youlu/vocabulary';
import { DENOMINATORS } from '../edition-form/denominators';
import { EditionShelf, USUAL_EDITION } from '../editions/editions';
import { parametersOf } from '../edition-form/parameters';
import { placesOf } from '../judgement/register-places';
import { RegisterCatalogue } from '../register/register-catalogue.query';
import type { RegisterTree } from '../register/register-tree';
import { UnknownUnit } from '../register/register.errors';
import {
  BaseYearAndRegister,
  NoRegisterOfYear,
  UnknownEdition,
  WrongParameter,
} from './coverage.errors';
import type { CoverageQuestion, OpenedQuestion } from './coverage-question';

const EVERYTHING = '';

/** Finds out what a question is about, and refuses what has no meaning. */
@Injectable()
export class OpenQuestion {
  constructor(
    private readonly shelf: EditionShelf,
    private readonly catalogue: RegisterCatalogue,
  ) {}

  /** @throws UnknownEdition, WrongParameter, NoRegisterInForce, UnknownRegister, UnknownUnit */
  async execute(question: CoverageQuestion): Promise<OpenedQuestion> {
    const { indicator, edition: name = USUAL_EDITION, parameters: asked = {} } = question;
    const edition = this.shelf.find(indicator, name);
    if (!edition) throw new UnknownEdition(indicator, name, this.shelf.namesOf(indicator));
    const parameters = parametersOf(edition.parameters, asked);
    if ('field' in parameters) throw new WrongParameter(parameters);
    const base = await this.baseOf(question);
    const tree = await this.catalogue.treeOf(base, question.asOf, question.knownAt);
    const denominator = DENOMINATORS[question.denominator];
    const lineageKnownAt = await this.lineageKnownAt(question, tree);
    const opened = { question, edition, parameters, denominator, tree, lineageKnownAt };
    const code = question.unit ?? rootOf(tree);
    if (code === EVERYTHING) return { ...opened, place: undefined, placeCode: EVERYTHING };
    const place = tree.find(code);
    if (!place) throw new UnknownUnit(code, question.asOf, tree.registerDate, 'unit');
    return { ...opened, place, placeCode: code };
  }

  /** Said where it is another moment than the one asked about. */
  private async lineageKnownAt(
    { knownAt, lineageKnownAt: asked = knownAt }: CoverageQuestion,
    { registerDate }: RegisterTree,
  ): Promise<Instant | undefined> {
    if (asked === undefined) return undefined;
    const at = await this.catalogue.lineageKnownAt(registerDate, asked);
    return at === knownAt ? undefined : at;
  }

  private async baseOf(question: CoverageQuestion): Promise<Day | undefined> {
    const { baseYear, registerDate } = question;
    if (baseYear === undefined) return registerDate;
    const ofYear = await this.catalogue.dateOfYear(baseYear);
    if (ofYear === undefined) {
      throw new NoRegisterOfYear(baseYear, await this.catalogue.datesKnownAt());
    }
    if (registerDate !== undefined && registerDate !== ofYear) {
      throw new BaseYearAndRegister(baseYear, registerDate);
    }
    return ofYear;
  }
}

/** A register of one region is that region; one of several is everything. */
function rootOf(tree: RegisterTree): string {
  const [first, second] = placesOf(tree, 'region').units;
  return second ? EVERYTHING : (first?.code ?? EVERYTHING);
}
