import { Injectable } from '@nestjs/common';
import { SERVICE_MODES, type ServiceMode } from '@youlu/vocabulary';
import { DeclarationsInForce } from '../declarations/declarations-in-force.query';
import {
  type CoverageQuestion,
  CoverageStates,
  type OpenedQuestion,
} from './coverage-states.query';

/** A mode, or `unstated` for declarations that name none. */
export const MODE_NAMES = [...SERVICE_MODES, 'unstated'] as const;

interface ModeTally {
  readonly mode: ServiceMode | 'unstated';
  /** Villages of the population for which the mode is declared. */
  readonly declared: number;
  /** Those of them that are observed, in whatever mode: a scan does not say how it came there. */
  readonly observed: number;
}

export interface ModesOfPlace {
  readonly opened: OpenedQuestion;
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
    const [judged, declared] = await Promise.all([
      this.states.judge(opened),
      this.declarations.modesOn('village-express', opened.place.code, asOf, knownAt),
    ]);
    const counted = new Set(judged.filter((u) => u.state !== 'excluded').map((u) => u.code));
    const observed = new Set(judged.filter((u) => u.state === 'observed').map((u) => u.code));
    const modes = MODE_NAMES.map((mode) => {
      const villages = declared.filter((row) => row.mode === mode && counted.has(row.unitCode));
      const seen = villages.filter((row) => observed.has(row.unitCode));
      return { mode, declared: villages.length, observed: seen.length };
    });
    return { opened, modes, simulated: judged.some((unit) => unit.simulated) };
  }
}
