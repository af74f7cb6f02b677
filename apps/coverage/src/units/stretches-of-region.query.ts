import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { Day } from '@youlu/vocabulary';
import { ChangesInForce } from '../changes/changes-in-force.query';
import { EditionRows } from '../register/edition-rows.query';
import type { RegisterRow } from '../register/register-row';
import { type LoadedEdition, type Stretch, stretchesOf } from './unit-stretches';

type Reader = Pick<Tx, 'query'>;

interface StretchesAsked {
  readonly atHand?: ReadonlyMap<Day, readonly RegisterRow[]> | undefined;
  readonly acts?: number;
  readonly codes?: readonly string[];
}

/** The lives of a region's units, made anew from the editions and the changes in force. */
@Injectable()
export class StretchesOfRegion {
  constructor(
    private readonly editions: EditionRows,
    private readonly changes: ChangesInForce,
  ) {}

  /**
   * @param loaded every edition that is loaded, oldest first; of an instant, those that were by then
   * @param atHand rows of the region that the caller has, by edition: they are not read again
   * @param acts with the changes that were in force after so many acts; after all of them, if left away
   * @param codes only of these, in the order of codes and with all that changes tie them to; of all, if
   *   left away
   */
  async read(
    reader: Reader,
    loaded: readonly { readonly date: Day; readonly ordinal: number }[],
    region: string,
    { atHand, ...asked }: StretchesAsked = {},
  ): Promise<Stretch[]> {
    const of = { region, ...asked };
    const editions: LoadedEdition[] = [];
    const changes: Awaited<ReturnType<ChangesInForce['between']>>[] = [];
    for (const [i, { date, ordinal }] of loaded.entries()) {
      const rows = atHand?.get(date) ?? (await this.rowsOf(reader, date, of));
      editions.push({ date, ordinal, rows });
      const earlier = loaded[i - 1]?.date;
      if (earlier === undefined) continue;
      changes.push(await this.changes.between(reader, { earlier, later: date }, of));
    }
    return stretchesOf(editions, changes);
  }

  private async rowsOf(
    reader: Reader,
    date: Day,
    { region, codes }: { region: string; codes?: readonly string[] },
  ): Promise<RegisterRow[]> {
    if (codes === undefined) return this.editions.ofRegion(reader, date, region);
    const stated = await this.editions.some(reader, date, codes);
    return codes.flatMap((code) => stated.get(code) ?? []);
  }
}
