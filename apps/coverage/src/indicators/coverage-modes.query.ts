import { Injectable } from '@nestjs/common';
import type { LineageSummary } from '../base-register/lineage-summary';
import { DeclarationsInForce } from '../declarations/declarations-in-force.query';
import { MODE_NAMES, type ModeName } from '../edition-form/parameters';
import type { JudgedUnits } from '../judgement/judged-units';
import type { CoverageQuestion, OpenedQuestion } from './coverage-question';
import { CoverageStates } from './coverage-states.query';

interface ModeTally {
  readonly mode: ModeName;
  /** The question about this mode alone. */
  readonly opened: OpenedQuestion;
  /** Villages of the population for which the mode is declared, or which a ruling found served. */
  readonly declared: number;
  /** Those of them that are observed by scans that state this mode or none: most state none. */
  readonly observed: number;
}

export interface ModesOfPlace {
  readonly opened: OpenedQuestion;
  readonly lineage: readonly LineageSummary[];
  readonly denominator: number;
  readonly modes: readonly ModeTally[];
  /** Whether a simulation made any of what decided a village. */
  readonly simulated: boolean;
}

const INDICATOR = 'village-express';
const EVERYWHERE = '';

/**
 * Village express by the mode it is served in. A village may have several modes and is counted in
 * each, so modes do not add up to the village rate.
 */
@Injectable()
export class CoverageModes {
  constructor(
    private readonly states: CoverageStates,
    private readonly declarations: DeclarationsInForce,
  ) {}

  async of(question: Omit<CoverageQuestion, 'indicator'>): Promise<ModesOfPlace> {
    const asked = { ...question, indicator: INDICATOR } as const;
    const opened = await this.states.open(asked);
    const { placeCode } = opened;
    const judged = await this.states.judge(opened);
    const declaredModes = await this.declaredModes(opened, judged);
    const modes: ModeTally[] = [];
    // One after the other: each reads the evidence of the place anew.
    for (const mode of MODE_NAMES) {
      const parameters = { ...question.parameters, modes: [mode] };
      const ofMode = await this.states.open({ ...asked, parameters });
      const isRead = declaredModes.has(mode) || judged.hasRulings;
      const tally = isRead ? await this.tallyOf(ofMode) : NOBODY;
      modes.push({ mode, opened: ofMode, ...tally });
    }
    const { denominator, simulated } = judged.tally(placeCode);
    return { opened, lineage: judged.lineage, denominator, modes, simulated };
  }

  private async tallyOf(ofMode: OpenedQuestion) {
    const { declared, observed } = (await this.states.judge(ofMode)).tally(ofMode.placeCode);
    return { declared, observed };
  }

  /**
   * A mode that nobody declares is observed nowhere, so nothing has to be read about it; unless a ruling
   * declares a village, in whatever mode.
   */
  private declaredModes(
    { placeCode, question }: OpenedQuestion,
    { ways }: JudgedUnits,
  ): Promise<ReadonlySet<ModeName>> {
    const isLineage = ways.some(({ succession }) => succession); // which crosses a place's border
    const scope = isLineage ? EVERYWHERE : placeCode;
    return this.declarations.modesOn(INDICATOR, scope, question.asOf, question.knownAt);
  }
}

const NOBODY = { declared: 0, observed: 0 };
