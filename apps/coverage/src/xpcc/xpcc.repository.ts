import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import type { XpccUnit } from './xpcc-unit';

export interface XpccRegister {
  readonly registerDate: Day;
  readonly name: string;
  readonly source: string;
  readonly licence: string;
  /** Made up: nothing may be told from it. */
  readonly simulated: boolean;
}

@Injectable()
export class XpccRepository {
  async lockDigest(tx: Tx, registerDate: Day): Promise<string | undefined> {
    await tx.execute('LOCK TABLE xpcc_registers IN SHARE ROW EXCLUSIVE MODE');
    const [row] = await tx.query<{ digest: string }>(
      `SELECT digest FROM xpcc_registers WHERE register_date = $1`,
      [registerDate],
    );
    return row?.digest;
  }

  async add(
    tx: Tx,
    register: XpccRegister,
    units: readonly XpccUnit[],
    digest: string,
    now: Instant,
  ): Promise<void> {
    const { registerDate, name, source, licence, simulated } = register;
    await tx.execute(
      `INSERT INTO xpcc_registers
         (register_date, name, source, licence, simulated, digest, units, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [registerDate, name, source, licence, simulated, digest, units.length, now],
    );
    await tx.insertMany(
      'xpcc_units',
      {
        register_date: 'date',
        code: 'text',
        name: 'text',
        level: 'text',
        parent_code: 'text',
        division_codes: 'text[]',
      },
      units.map((u) => [registerDate, u.code, u.name, u.level, u.parentCode, u.divisionCodes]),
    );
  }
}
