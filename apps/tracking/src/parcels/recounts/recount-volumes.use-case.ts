import {
  Checksum,
  type Comparison,
  type Database,
  inPieces,
  type Projection,
} from '@youlu/persistence';
import type { CountVolumes } from '../../volumes/count-volumes.use-case';
import { type VolumeDelta, VolumeDeltas } from '../../volumes/volume-deltas';
import { bucketOf, type CellChange, contributions } from '../fold/contributions';
import { deriveDelivery } from '../fold/delivery';
import { storedParcelOf } from '../parcel.repository';
import { eachParcelRow, freeze } from './refold-parcels.use-case';

const CELLS_AT_ONCE = 20_000;
const MENDED_AT_ONCE = 1_000;
const DIFFERENCES_MAX = 200_000;

type CellRow = CellChange & { readonly bucket: number };

/**
 * Volume cells against what all parcels contribute, bucket by bucket. A difference is mended by
 * adding it: whatever writers add to the same cell before or after, the sum comes out right, so
 * nobody has to wait.
 */
export class RecountVolumes implements Projection<VolumeDelta> {
  constructor(private readonly countVolumes: CountVolumes) {}

  compare(db: Database): Promise<Comparison<VolumeDelta>> {
    return db.transaction(async (tx) => {
      await freeze(tx);
      const should = new VolumeDeltas();
      await eachParcelRow(tx, (row) => {
        const { parcel } = storedParcelOf(row);
        const bucket = bucketOf(row.tracking_number);
        const delivery = deriveDelivery(parcel);
        for (const cell of contributions({ parcel, delivery })) should.add(bucket, cell);
      });
      const recounted = new Checksum();
      for (const delta of should.inOrder()) recounted.add(wordOf(delta));
      const kept = new Checksum();
      let rows = 0;
      const volumes = inPieces<CellRow>(
        tx,
        CELLS_AT_ONCE,
        `SELECT place_code AS "placeCode", day, direction,
           product_id AS "productId", kind, simulated, bucket, parcels FROM volumes`,
      );
      for await (const cells of volumes) {
        for (const cell of cells) {
          rows += 1;
          const { bucket, parcels } = cell;
          if (parcels !== 0) kept.add(wordOf({ cell, bucket, parcels }));
          should.add(cell.bucket, { ...cell, parcels: -cell.parcels });
        }
      }
      const differences = should.inOrder(); // what cancels out has fallen away
      return {
        rows,
        count: differences.length,
        differences: differences.slice(0, DIFFERENCES_MAX),
        kept: String(kept),
        recounted: String(recounted),
      };
    });
  }

  async mend(db: Database, differences: readonly VolumeDelta[]): Promise<number> {
    for (let at = 0; at < differences.length; at += MENDED_AT_ONCE) {
      const deltas = new VolumeDeltas();
      for (const { bucket, cell, parcels } of differences.slice(at, at + MENDED_AT_ONCE)) {
        deltas.add(bucket, { ...cell, parcels });
      }
      await db.transaction((tx) => this.countVolumes.execute(tx, deltas));
    }
    return differences.length;
  }

  describe({ bucket, cell, parcels }: VolumeDelta): string {
    const sign = parcels > 0 ? '+' : '';
    return `${cellWord(bucket, cell)}: ${sign}${parcels} needed`;
  }
}

function wordOf({ bucket, cell, parcels }: VolumeDelta): string {
  return `${cellWord(bucket, cell)} ${parcels}`;
}

function cellWord(bucket: number, cell: VolumeDelta['cell']): string {
  const { placeCode, day, direction, productId, kind, simulated } = cell;
  return [placeCode, day, direction, productId, kind, simulated, bucket].join(' ');
}
