import { Injectable } from '@nestjs/common';
import { DeclarationsInForce } from '../declarations/declarations-in-force.query';
import { MODE_NAMES, type ModeName } from '../editions/parameters';
import type { CoverageQuestion, OpenedQuestion } from './coverage-question';
import { CoverageStates } from './coverage-states.query';

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
    const { asOf, knownAt } = question;
    const opened = await this.states.open({ ...question, indicator: 'village-express' });
    const { placeCode } = opened;
    const [judged, declared] = await Promise.all([
      this.states.judge(opened),
      this.declarations.modesOn('village-express', placeCode, asOf, knownAt),
    ]);
    const counted = new Set<string>();
    const observed = new Set<string>();
    for (const { code, state } of judged.within(placeCode)) {
      if (state !== 'excluded') counted.add(code);
      if (state === 'observed') observed.add(code);
    }
    const modes = MODE_NAMES.map((mode) => {
      const villages = declared.filter((row) => row.mode === mode && counted.has(row.unitCode));
      const seen = villages.filter((row) => observed.has(row.unitCode));
      return { mode, declared: villages.length, observed: seen.length };
    });
    const { simulated } = judged.tally(placeCode);
    return { opened, denominator: judged.sizeOf(placeCode), modes, simulated };
  }
}
