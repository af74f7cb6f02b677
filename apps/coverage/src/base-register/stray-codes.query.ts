import { Injectable } from '@nestjs/common';
import type { Succession } from '../lineage/succession/succession';
import { SuccessionBetween } from '../lineage/succession/succession-between.query';
import { RegisterCatalogue } from '../register/register-catalogue.query';
import type { RegisterTree } from '../register/register-tree';
import { heirsOf } from './other-codes';
import type { FollowedWays, WayToBase } from './way-to-base';

const NONE: ReadonlyMap<string, Succession> = new Map();

/**
 * Reads codes that the register of their day does not state, and that lead to nothing by it. People go
 * on writing an old code, and write a new one before its register is out: such a code is read by the
 * last register before that states it, or else by the first one after.
 */
@Injectable()
export class StrayCodes {
  constructor(
    private readonly catalogue: RegisterCatalogue,
    private readonly successions: SuccessionBetween,
  ) {}

  /**
   * How the stray ones among some codes continue on the base. A code that the register of its day
   * states is read by that one alone, though it leads nowhere: elsewhere it may be another unit's.
   *
   * @param tree the base
   * @param way by which the codes were read, from the register of their day
   */
  async read(
    tree: RegisterTree,
    { registers, lineageAt }: FollowedWays,
    way: WayToBase,
    codes: readonly string[],
  ): Promise<ReadonlyMap<string, Succession>> {
    if (registers.length < 2) return NONE;
    const isStated = (code: string): boolean => tree.find(code) !== undefined;
    const lost = [...new Set(codes)].filter((code) => !heirsOf(way, code).some(isStated));
    if (lost.length === 0) return NONE;
    const ofDay = way.period.register;
    const found = new Map<string, Succession>();
    for (const [code, dates] of await this.catalogue.datesThatStateEach(lost, registers)) {
      if (dates.includes(ofDay) || way.taken?.has(code)) continue;
      const register = dates.findLast((date) => date < ofDay) ?? (dates[0] as string);
      found.set(code, await this.successions.read(register, tree.registerDate, lineageAt));
    }
    return found;
  }
}
