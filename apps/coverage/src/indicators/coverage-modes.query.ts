import { Injectable } from '@nestjs/common';
import { MODE_NAMES, type ModeName } from '../edition-form/parameters';
import type { CoverageQuestion, OpenedQuestion } from './coverage-question';
import { CoverageStates } from './coverage-states.query';

interface ModeTally {
  readonly mode: ModeName;
  /** Villages of the population for which the mode is declared. */
  readonly declared: number;
  /** Those of them that are observed by scans that state this mode or none: most state none. */
  readonly observed: number;
}

export interface ModesOfPlace {
  readonly opened: OpenedQuestion;
  readonly denominator: number;
  readonly modes: readonly ModeTally[];
  /** Whether a simulation made any of what decided a village. */
  readonly simulated: boolean;
}

/**
 * Village express by the mode it is served in. A village may have several modes and is counted in
 * each, so modes do not add up to the village rate.
 */
@Injectable()
export class CoverageModes {
  constructor(private readonly states: CoverageStates) {}

  async of(question: Omit<CoverageQuestion, 'indicator'>): Promise<ModesOfPlace> {
    const asked = { ...question, indicator: 'village-express' } as const;
    const opened = await this.states.open(asked);
    const { placeCode } = opened;
    const judged = await this.states.judge(opened);
    const modes: ModeTally[] = [];
    // One after the other: each reads the evidence of the place anew.
    for (const mode of MODE_NAMES) {
      const parameters = { ...question.parameters, modes: [mode] };
      const ofMode = await this.states.judge(await this.states.open({ ...asked, parameters }));
      const { declared, observed } = ofMode.tally(placeCode);
      modes.push({ mode, declared, observed });
    }
    const { simulated } = judged.tally(placeCode);
    return { opened, denominator: judged.sizeOf(placeCode), modes, simulated };
  }
}
