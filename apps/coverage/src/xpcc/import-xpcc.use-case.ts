import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { Instant } from '@youlu/vocabulary';
import { EditionRows } from '../register/edition-rows.query';
import { judgeXpcc } from './judge-xpcc';
import { NoPublicRegister, XpccDiffers } from './xpcc.errors';
import type { XpccFault, XpccLine, XpccUnit } from './xpcc-unit';
import { type XpccRegister, XpccRepository } from './xpcc.repository';

export interface XpccToImport extends XpccRegister {
  readonly lines: readonly XpccLine[];
  /** Of lines that could not be read. */
  readonly faults: readonly XpccFault[];
  /** Take what is left of a file with faults. */
  readonly keepGoodRows: boolean;
}

export type ImportedXpcc =
  | { readonly refused: readonly XpccFault[] }
  | {
      readonly units: number;
      readonly changed: boolean;
      readonly rejections: readonly XpccFault[];
    };

/**
 * Loads an edition of the XPCC's hierarchy: whole, or its good rows where that is asked for, or not at
 * all; the same again changes nothing.
 */
@Injectable()
export class ImportXpcc {
  constructor(
    private readonly editions: EditionRows,
    private readonly xpcc: XpccRepository,
  ) {}

  /**
   * @param clock asked when all is judged: from then on the list is known
   * @throws NoPublicRegister, XpccDiffers
   */
  async execute(
    tx: Tx,
    { lines, faults: unread, keepGoodRows, ...register }: XpccToImport,
    clock: () => Instant,
  ): Promise<ImportedXpcc> {
    const { registerDate } = register;
    const known = await this.xpcc.lockDigest(tx, registerDate);
    const loaded = await this.editions.loaded(tx);
    const inForce = loaded.findLast(({ date }) => date <= registerDate);
    if (!inForce) throw new NoPublicRegister(registerDate);
    const named = lines.flatMap(({ divisionCodes }) => divisionCodes.split('|'));
    const codes = [...new Set(named.map((code) => code.trim()))];
    const stated = await this.editions.some(tx, inForce.date, codes);
    const { units, faults } = judgeXpcc(lines, (code) => stated.has(code));
    const rejections = [...unread, ...faults].sort((a, b) => a.line - b.line);
    if (rejections.length > 0 && (!keepGoodRows || units.length === 0))
      return { refused: rejections };
    const digest = digestOf(register, units);
    if (known !== undefined && known !== digest) throw new XpccDiffers(registerDate);
    if (known === undefined) await this.xpcc.add(tx, register, units, digest, clock());
    return { units: units.length, changed: known === undefined, rejections };
  }
}

function digestOf({ simulated }: XpccRegister, units: readonly XpccUnit[]): string {
  const lines = units
    .map((u) => JSON.stringify([u.code, u.name, u.level, u.parentCode, u.divisionCodes]))
    .sort();
  return createHash('sha256')
    .update([simulated, ...lines].join('\n'))
    .digest('hex');
}
