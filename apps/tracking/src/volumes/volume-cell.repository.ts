import { Injectable } from '@nestjs/common';
import { type Tx, binaryColumn } from '@youlu/persistence';
import type { VolumeDelta } from './volume-deltas';

const ADD = `
  INSERT INTO volumes (place_code, day, direction, product_id, kind, simulated, bucket, parcels)
    SELECT * FROM unnest($1::text[], $2::date[], $3::text[], $4::text[], $5::text[], $6::bool[],
                         $7::int2[], $8::int4[])
    ON CONFLICT (place_code, day, direction, product_id, kind, simulated, bucket)
    DO UPDATE SET parcels = volumes.parcels + EXCLUDED.parcels`;

/** Rows of `volumes`. */
@Injectable()
export class VolumeCellRepository {
  /** @param deltas in the order of {@link VolumeDeltas.inOrder} */
  async add(tx: Tx, deltas: readonly VolumeDelta[]): Promise<void> {
    if (deltas.length === 0) return;
    await tx.execute(ADD, [
      binaryColumn('text', deltas, ({ cell }) => cell.placeCode),
      binaryColumn('date', deltas, ({ cell }) => cell.day),
      binaryColumn('text', deltas, ({ cell }) => cell.direction),
      binaryColumn('text', deltas, ({ cell }) => cell.productId),
      binaryColumn('text', deltas, ({ cell }) => cell.kind),
      binaryColumn('bool', deltas, ({ cell }) => cell.simulated),
      binaryColumn('int2', deltas, ({ bucket }) => bucket),
      binaryColumn('int4', deltas, ({ parcels }) => parcels),
    ]);
  }
}
