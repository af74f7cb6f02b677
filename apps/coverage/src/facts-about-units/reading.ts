import type { Origins } from '../base-register/heirs';
import type { FollowedWays, WayToBase } from '../base-register/way-to-base';
import type { WritableFacts } from '../edition-form/unit-facts';
import type { Population } from '../judgement/population';
import type { OpenedQuestion } from '../indicators/coverage-question';

/** What the reads of one question have in common. */
export interface Reading {
  readonly opened: OpenedQuestion;
  readonly population: Population;
  readonly facts: WritableFacts;
  readonly origins: Origins;
  readonly ways: readonly WayToBase[];
  /** The ways again, with what they go by. */
  readonly followed: FollowedWays;
  /** Codes to look under: those of the place, or everywhere, since lineage crosses its border. */
  readonly scope: string;
  /** The same for what says since when it holds: its codes may be those of any register. */
  readonly statedScope: string;
}
