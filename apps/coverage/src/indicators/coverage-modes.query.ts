import { Injectable } from '@nestjs/common';
import { heirsOf } from '../base-register/other-codes';
import { DeclarationsInForce } from '../declarations/declarations-in-force.query';
import { MODE_NAMES, type ModeName } from '../edition-form/parameters';
import type { JudgedUnits } from '../judgement/judged-units';
import type { CoverageQuestion, OpenedQuestion } from './coverage-question';
import { CoverageStates } from './coverage-states.query';

/** Lineage crosses the border of a place. */
const EVERYWHERE = '';

interface ModeTally {
  readonly mode: ModeName;
  /** Villages of the population for which the mode is declared. */
  readonly declared: number;
  /** Those of them that are observed, in whatever mode: a scan does not say how it came there. */
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
  constructor(
    private readonly states: CoverageStates,
    private readonly declarations: DeclarationsInForce,
  ) {}

  async of(question: Omit<CoverageQuestion, 'indicator'>): Promise<ModesOfPlace> {
    const opened = await this.states.open({ ...question, indicator: 'village-express' });
    const { placeCode } = opened;
    const judged = await this.states.judge(opened);
    const declared = await this.modesOf(judged, opened);
    const counted = new Set<string>();
    const observed = new Set<string>();
    for (const { code, state } of judged.within(placeCode)) {
      if (state !== 'excluded') counted.add(code);
      if (state === 'observed') observed.add(code);
    }
    const modes = MODE_NAMES.map((mode) => {
      const villages = [...(declared.get(mode) ?? [])].filter((code) => counted.has(code));
      const seen = villages.filter((code) => observed.has(code));
      return { mode, declared: villages.length, observed: seen.length };
    });
    const { simulated } = judged.tally(placeCode);
    return { opened, denominator: judged.sizeOf(placeCode), modes, simulated };
  }

  /** Villages of the base by each mode declared for them, under whichever code of the time. */
  private async modesOf(
    { ways }: JudgedUnits,
    { question, placeCode }: OpenedQuestion,
  ): Promise<Map<string, Set<string>>> {
    const scope = ways.length > 1 ? EVERYWHERE : placeCode;
    const villages = new Map<string, Set<string>>();
    for (const way of ways) {
      const rows = await this.declarations.modesOn(
        'village-express',
        scope,
        question.asOf,
        question.knownAt,
        ways.length > 1 ? way.period : undefined,
      );
      for (const { unitCode, mode } of rows) {
        const known = villages.get(mode) ?? new Set();
        villages.set(mode, known);
        for (const heir of heirsOf(way, unitCode)) known.add(heir);
      }
    }
    return villages;
  }
}
