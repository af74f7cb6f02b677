import type { Outbox } from '@youlu/messaging';
import {
  Checksum,
  type Comparison,
  type Database,
  type Projection,
  type Tx,
} from '@youlu/persistence';
import type { Day } from '@youlu/vocabulary';
import { ChangesInForce } from '../changes/changes-in-force.query';
import { EditionRows } from '../register/edition-rows.query';
import { ProjectUnits } from './project-units.use-case';
import { StretchesOfRegion } from './stretches-of-region.query';
import type { Stretch } from './unit-stretches';
import { UnitVersionRepository } from './unit-version.repository';

export interface StaleUnit {
  readonly region: string;
  readonly versionId: string;
  readonly kept: string | null;
  readonly told: string | null;
}

const DIFFERENCES_MAX = 50_000;
type Loaded = readonly { date: Day; ordinal: number }[];

/** The versions of units against the editions and the changes in force, region by region. */
export class RecheckUnits implements Projection<StaleUnit> {
  constructor(
    private readonly editions: EditionRows,
    private readonly stretches: StretchesOfRegion,
    private readonly versions: UnitVersionRepository,
    private readonly project: ProjectUnits,
  ) {}

  /** With all it is made of; what it mends is told through the outbox. */
  static telling(outbox: Outbox): RecheckUnits {
    const [editions, versions] = [new EditionRows(), new UnitVersionRepository()];
    const stretches = new StretchesOfRegion(editions, new ChangesInForce());
    const project = new ProjectUnits(stretches, versions, outbox);
    return new RecheckUnits(editions, stretches, versions, project);
  }

  async compare(db: Database): Promise<Comparison<StaleUnit>> {
    return db.transaction(async (tx) => {
      await tx.execute('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
      const [kept, recounted] = [new Checksum(), new Checksum()];
      const differences: StaleUnit[] = [];
      let [rows, count] = [0, 0];
      const loaded = await this.editions.loaded(tx);
      for (const region of await this.regions(tx, loaded)) {
        const told = new Map(
          (await this.stretches.read(tx, loaded, region)).map((one) => [one.versionId, one]),
        );
        const stored = await this.versions.ofRegion(tx, region);
        for (const versionId of new Set([...told.keys(), ...stored.keys()])) {
          const [a, b] = [textOf(stored.get(versionId)), textOf(told.get(versionId))];
          if (a !== null) kept.add(a);
          if (b !== null) recounted.add(b);
          rows += 1;
          if (a === b) continue;
          count += 1;
          if (count <= DIFFERENCES_MAX) differences.push({ region, versionId, kept: a, told: b });
        }
      }
      return { rows, count, differences, kept: String(kept), recounted: String(recounted) };
    });
  }

  /** Makes the regions anew in which something differs, as an act does. */
  async mend(db: Database, differences: readonly StaleUnit[]): Promise<number> {
    for (const region of new Set(differences.map((one) => one.region))) {
      await db.transaction(async (tx) => {
        await tx.execute('LOCK TABLE decisions IN SHARE ROW EXCLUSIVE MODE');
        const [last] = await tx.query<{ n: number | null }>(
          `SELECT greatest((SELECT max(ordinal) FROM decisions),
             (SELECT max(version) FROM unit_versions WHERE code >= $1 AND code < $2)) AS n`,
          [region, `${region}:`],
        );
        await this.project.execute(tx, await this.editions.loaded(tx), region, (last?.n ?? 0) + 1);
      });
    }
    return differences.length;
  }

  describe({ versionId, kept, told }: StaleUnit): string {
    return `${versionId}: kept ${kept ?? 'none'}; the editions say ${told ?? 'none'}`;
  }

  private async regions(tx: Tx, loaded: Loaded): Promise<string[]> {
    const regions = new Set<string>();
    for (const { date } of loaded) {
      for (const region of await this.editions.regions(tx, date)) regions.add(region);
    }
    return [...regions].sort();
  }
}

function textOf(stretch: Stretch | undefined): string | null {
  if (!stretch) return null;
  const { unitId, versionId, name, kind, validFrom, validTo } = stretch;
  return [versionId, unitId, name, kind, validFrom, validTo ?? ''].join(' ');
}
