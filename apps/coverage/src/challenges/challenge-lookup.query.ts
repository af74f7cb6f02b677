import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { Instant } from '@youlu/vocabulary';
import type { StandingChallenge } from '../challenge-rules/challenge';
import { DeclaredOperators } from '../declarations/declared-operators.query';
import { UnknownChallenge, UnknownEvidenceFile } from './challenge.errors';
import { type ChallengeFilter, ChallengeRepository, type StepKept } from './challenge.repository';
import { EvidenceFileRepository, type KeptFile } from './evidence-file.repository';
import type { Ruling } from '../rulings/ruling';

export interface FoundChallenge {
  readonly challenge: StandingChallenge;
  readonly steps: StepKept[];
  readonly ruling: Ruling | undefined;
  /** Who alone may answer it, where the declarations that it is about say whose service it is. */
  readonly operators: readonly string[];
}

/** Finds challenges, what was said in them, and the files that were shown. */
@Injectable()
export class ChallengeLookup {
  constructor(
    private readonly db: Database,
    private readonly operators: DeclaredOperators,
    private readonly challenges: ChallengeRepository,
    private readonly files: EvidenceFileRepository,
  ) {}

  /** @throws UnknownChallenge, also where it was opened after `knownAt` */
  async find(challengeId: string, knownAt?: Instant): Promise<FoundChallenge> {
    const found = await this.challenges.find(challengeId, knownAt);
    if (!found) throw new UnknownChallenge(challengeId);
    // Of the time when it was opened, so the same at every `knownAt`.
    const operators = await this.operators.of(this.db, [found.challenge]);
    return { ...found, operators: operators.get(challengeId) ?? [] };
  }

  async list(filter: ChallengeFilter, after: string, limit: number): Promise<StandingChallenge[]> {
    return this.challenges.list(filter, after, limit);
  }

  /** @throws UnknownEvidenceFile */
  async file(sha256: string): Promise<KeptFile & { content: Buffer }> {
    const file = await this.files.find(sha256);
    if (!file) throw new UnknownEvidenceFile();
    return file;
  }
}
