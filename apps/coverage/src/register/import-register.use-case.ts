import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { UnitsChanged } from '@youlu/contracts';
import { Outbox } from '@youlu/messaging';
import type { Tx } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import { RegisterBetween, RegisterDiffers, RegisterOfAnotherRegion } from './register.errors';
import { RegisterRepository } from './register.repository';
import { canonicalText, countByKind, type RegisterRow } from './register-row';
import { type EditionChanges, layBeside, openingVersions } from './unit-version';

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

  /** @throws RegisterDiffers, RegisterBetween, RegisterOfAnotherRegion */
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
    const dates = loaded.map((other) => other.registerDate);
    const { opened, moved } = await this.changes(tx, register, dates);
    const record = { name, source, licence, digest, recordedAt: now, ...answer };
    await this.registers.add(tx, record, opened);
    await this.registers.move(tx, moved);
    await this.outbox.add(tx, UnitsChanged, [...opened, ...moved]);
    return { ...answer, changed: true };
  }

  /** What the edition changes beside those of `dates`, which are sorted. */
  private async changes(
    tx: Tx,
    { rows, registerDate }: RegisterToImport,
    dates: readonly Day[],
  ): Promise<EditionChanges> {
    const [oldest] = dates;
    const newest = dates.at(-1);
    if (oldest === undefined || newest === undefined) {
      return { opened: openingVersions(rows, registerDate), moved: [] };
    }
    if (oldest < registerDate && registerDate < newest) {
      throw new RegisterBetween(registerDate, oldest, newest);
    }
    const neighbour = registerDate < oldest ? oldest : newest;
    const standing = await this.registers.standingOn(tx, neighbour);
    const regions = new Set(standing.filter((unit) => unit.level === 1).map(({ code }) => code));
    const other = rows.find((row) => row.level === 1 && !regions.has(row.code));
    if (other) throw new RegisterOfAnotherRegion(other.code, [...regions]);
    return layBeside(standing, neighbour, rows, registerDate);
  }
}
