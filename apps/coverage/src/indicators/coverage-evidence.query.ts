import { Injectable } from '@nestjs/common';
import type { LineageSummary } from '../base-register/lineage-summary';
import {
  type After,
  EvidenceBehind,
  type EvidenceItem,
  type PageAsked,
} from '../evidence/evidence-behind.query';
import { ToldTwiceAbout } from '../evidence/told-twice-about.query';
import type { JudgedUnits } from '../judgement/judged-units';
import { NoStoppedParcels } from './coverage.errors';
import type { CoverageQuestion, OpenedQuestion } from './coverage-question';
import { CoverageStates } from './coverage-states.query';

export interface EvidenceOfFigure {
  readonly opened: OpenedQuestion;
  readonly lineage: readonly LineageSummary[];
  readonly items: readonly EvidenceItem[];
}

/** Walks from a figure to the parcels and visits behind it: those of the counted units only. */
@Injectable()
export class CoverageEvidence {
  constructor(
    private readonly states: CoverageStates,
    private readonly behind: EvidenceBehind,
    private readonly twice: ToldTwiceAbout,
  ) {}

  /** What shows that the units of the place are served, oldest first. */
  async served(
    question: CoverageQuestion,
    after: After | undefined,
    limit: number,
  ): Promise<EvidenceOfFigure> {
    const opened = await this.states.open(question);
    const { edition, parameters } = opened;
    const judged = await this.states.judge(opened);
    const { knownAt } = question;
    const stretch = { ...edition.windowOn(question.asOf, parameters), knownAt };
    const twice = await this.twice.read(judged.ways, stretch, parameters.modes);
    const items = await this.itemsOf(opened, judged, { ...stretch, twice, after, limit });
    return { opened, lineage: judged.lineage, items };
  }

  private async itemsOf(
    { edition, placeCode }: OpenedQuestion,
    judged: JudgedUnits,
    page: PageAsked,
  ): Promise<EvidenceItem[]> {
    const codes = judged.writtenCodes(placeCode);
    switch (edition.evidence) {
      case 'at-stations':
        return this.behind.atStations(codes, page);
      case 'in-villages':
        return this.behind.inVillages(codes, page);
      case 'visits':
        return this.behind.visits(codes, page);
      case 'at-village-points':
        return this.behind.atVillagePoints(codes, page);
      case 'at-targets':
        return this.behind.atNodes(judged.nodesWithin(placeCode), page);
    }
  }

  /** The parcels that speak against the contradicted villages of the place, oldest first. */
  async stoppedElsewhere(
    question: CoverageQuestion,
    after: After | undefined,
    limit: number,
  ): Promise<EvidenceOfFigure> {
    const opened = await this.states.open(question);
    const { edition, parameters } = opened;
    if (!edition.contradicts) throw new NoStoppedParcels(question.indicator);
    const judged = await this.states.judge(opened);
    const codes = judged.writtenCodes(opened.placeCode, 'contradicted');
    const isStated = (code: string): boolean => opened.tree.find(code) !== undefined;
    const other = judged.otherCodes(opened.placeCode, 'contradicted', isStated);
    const { knownAt } = question;
    const stretch = { ...edition.windowOn(question.asOf, parameters), knownAt };
    const twice = await this.twice.read(judged.ways, stretch, null); // stopped, in whatever mode
    const page = { ...stretch, twice, after, limit };
    const items = await this.behind.stoppedElsewhere(codes, other, page);
    return { opened, lineage: judged.lineage, items };
  }
}
