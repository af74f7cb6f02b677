import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { UnitsChanged } from '@youlu/contracts';
import { Outbox } from '@youlu/messaging';
import type { Tx } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import { RegisterDiffers, SecondEdition } from './register.errors';
import { RegisterRepository } from './register.repository';
import { canonicalText, countByKind, type RegisterRow } from './register-row';
import { openingVersions } from './unit-version';

export interface RegisterToImport {
  readonly registerDate: Day;
  readonly name: string;
  readonly source: string;
  readonly licence: string;
  /** Rows of a file that was judged and accepted. */
  readonly rows: readonly RegisterRow[];
}

export interface ImportedRegister {
  readonly registerDate: Day;
  readonly units: number;
  readonly byKind: Record<string, number>;
  /** False when the same register was loaded before. */
  readonly changed: boolean;
}

/** Loads a register edition whole, or not at all; the same edition again changes nothing. */
@Injectable()
export class ImportRegister {
  constructor(
    private readonly registers: RegisterRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws RegisterDiffers, SecondEdition */
  async execute(tx: Tx, register: RegisterToImport, now: Instant): Promise<ImportedRegister> {
    const { rows, registerDate, name, source, licence } = register;
    const digest = createHash('sha256').update(canonicalText(rows)).digest('hex');
    const answer = { registerDate, units: rows.length, byKind: countByKind(rows) };
    const loaded = await this.registers.lockAll(tx);
    const sameDate = loaded.find((other) => other.registerDate === registerDate);
    if (sameDate) {
      if (sameDate.digest !== digest) throw new RegisterDiffers(registerDate);
      return { ...answer, changed: false };
    }
    const [first] = loaded;
    if (first) throw new SecondEdition(registerDate, first.registerDate);
    const versions = openingVersions(rows, registerDate);
    const record = { name, source, licence, digest, recordedAt: now, ...answer };
    await this.registers.add(tx, record, versions);
    await this.outbox.add(tx, UnitsChanged, versions);
    return { ...answer, changed: true };
  }
}
