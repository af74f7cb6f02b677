import { Injectable } from '@nestjs/common';
import { assertUnreachable } from '@youlu/vocabulary';
import { type After, EvidenceBehind, type EvidenceItem } from '../evidence/evidence-behind.query';
import { NoStoppedParcels } from './coverage.errors';
import { type CoverageQuestion, CoverageStates } from './coverage-states.query';

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
    const { edition, population } = await this.states.open(question);
    const codes = population.map((unit) => unit.code);
    const window = { ...edition.windowOn(question.asOf), knownAt: question.knownAt };
    switch (question.indicator) {
      case 'township-outlet':
        return this.behind.atStations(codes, window, after, limit);
      case 'village-express':
        return this.behind.inVillages(codes, window, after, limit);
      case 'village-direct-mail':
        return this.behind.visits(codes, window, after, limit);
      default:
        return assertUnreachable(question.indicator);
    }
  }

  /** The parcels that speak against the contradicted villages of the place, oldest first. */
  async stoppedElsewhere(
    question: CoverageQuestion,
    after: After | undefined,
    limit: number,
  ): Promise<EvidenceItem[]> {
    if (question.indicator !== 'village-express') throw new NoStoppedParcels(question.indicator);
    const opened = await this.states.open(question);
    const judged = await this.states.judge(opened);
    const codes = judged.filter((u) => u.state === 'contradicted').map((u) => u.code);
    return this.behind.stoppedElsewhere(
      codes,
      { ...opened.edition.windowOn(question.asOf), knownAt: question.knownAt },
      after,
      limit,
    );
  }
}
