import { Injectable } from '@nestjs/common';
import { type After, EvidenceBehind, type EvidenceItem } from '../evidence/evidence-behind.query';
import { NoStoppedParcels } from './coverage.errors';
import type { CoverageQuestion } from './coverage-question';
import { CoverageStates } from './coverage-states.query';

/** Walks from a figure to the parcels and visits behind it: those of the counted units only. */
@Injectable()
export class CoverageEvidence {
  constructor(
    private readonly states: CoverageStates,
    private readonly behind: EvidenceBehind,
  ) {}

  /** What shows that the units of the place are served, oldest first. */
  async served(
    question: CoverageQuestion,
    after: After | undefined,
    limit: number,
  ): Promise<EvidenceItem[]> {
    const opened = await this.states.open(question);
    const { edition, parameters } = opened;
    const judged = await this.states.judge(opened);
    const codes = judged.writtenCodes(opened.placeCode);
    const window = { ...edition.windowOn(question.asOf, parameters), knownAt: question.knownAt };
    switch (edition.evidence) {
      case 'at-stations':
        return this.behind.atStations(codes, window, after, limit);
      case 'in-villages':
        return this.behind.inVillages(codes, window, after, limit);
      case 'visits':
        return this.behind.visits(codes, window, after, limit);
      case 'at-village-points':
        return this.behind.atVillagePoints(codes, window, after, limit);
      case 'at-targets':
        return this.behind.atNodes(judged.nodesWithin(opened.placeCode), window, after, limit);
    }
  }

  /** The parcels that speak against the contradicted villages of the place, oldest first. */
  async stoppedElsewhere(
    question: CoverageQuestion,
    after: After | undefined,
    limit: number,
  ): Promise<EvidenceItem[]> {
    const opened = await this.states.open(question);
    const { edition, parameters } = opened;
    if (!edition.contradicts) throw new NoStoppedParcels(question.indicator);
    const judged = await this.states.judge(opened);
    const codes = judged.writtenCodes(opened.placeCode, 'contradicted');
    const window = { ...edition.windowOn(question.asOf, parameters), knownAt: question.knownAt };
    return this.behind.stoppedElsewhere(codes, window, after, limit);
  }
}
