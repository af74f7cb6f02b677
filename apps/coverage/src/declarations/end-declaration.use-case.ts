import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import { NoteChange } from '../region-reads/note-change.use-case';
import { DeclarationNotOpen, EndBeforeBegin, UnknownDeclaration } from './declaration.errors';
import { DeclarationRepository } from './declaration.repository';

export interface EndedDeclaration {
  readonly declarationId: string;
  readonly unitCode: string;
  readonly from: Day;
  readonly endsOn: Day;
  /** False when it had been ended on that day before. */
  readonly changed: boolean;
}

/** Ends an open declaration. What was said stays as it was; the same end again changes nothing. */
@Injectable()
export class EndDeclaration {
  constructor(
    private readonly declarations: DeclarationRepository,
    private readonly noteChange: NoteChange,
  ) {}

  /** @throws UnknownDeclaration, DeclarationNotOpen, EndBeforeBegin */
  async execute(
    tx: Tx,
    declarationId: string,
    endsOn: Day,
    now: Instant,
  ): Promise<EndedDeclaration> {
    const known = await this.declarations.lockEnd(tx, declarationId);
    if (!known) throw new UnknownDeclaration(declarationId);
    const { unitCode, from } = known;
    const answer = { declarationId, unitCode, from, endsOn };
    if (known.endsOn === endsOn) return { ...answer, changed: false };
    if (known.endsOn !== null) throw new DeclarationNotOpen(declarationId, known.endsOn);
    if (endsOn <= from) throw new EndBeforeBegin(from, endsOn);
    await this.declarations.end(tx, declarationId, endsOn, now);
    await this.noteChange.execute(tx);
    return { ...answer, changed: true };
  }
}
