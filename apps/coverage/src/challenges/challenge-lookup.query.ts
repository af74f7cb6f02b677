import { Injectable } from '@nestjs/common';
import type { Instant } from '@youlu/vocabulary';
import type { StandingChallenge } from '../challenge-rules/challenge';
import { UnknownChallenge, UnknownEvidenceFile } from './challenge.errors';
import { type ChallengeFilter, ChallengeRepository, type StepKept } from './challenge.repository';
import { EvidenceFileRepository, type KeptFile } from './evidence-file.repository';
import type { Ruling } from '../rulings/ruling';

/** Finds challenges, what was said in them, and the files that were shown. */
@Injectable()
export class ChallengeLookup {
  constructor(
    private readonly challenges: ChallengeRepository,
    private readonly files: EvidenceFileRepository,
  ) {}

  /** @throws UnknownChallenge, also where it was opened after `knownAt` */
  async find(
    challengeId: string,
    knownAt?: Instant,
  ): Promise<{ challenge: StandingChallenge; steps: StepKept[]; ruling: Ruling | undefined }> {
    const found = await this.challenges.find(challengeId, knownAt);
    if (!found) throw new UnknownChallenge(challengeId);
    return found;
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
