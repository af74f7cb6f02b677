import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { VolumeDelta } from './volume-deltas';

const COLUMNS = {
  place_code: 'text',
  day: 'date',
  direction: 'text',
  product_id: 'text',
  kind: 'text',
  simulated: 'bool',
  bucket: 'int2',
  parcels: 'int4',
} as const;

/** Rows of `volumes`. */
@Injectable()
export class VolumeCellRepository {
  /** @param deltas in the order of {@link VolumeDeltas.inOrder} */
  async add(tx: Tx, deltas: readonly VolumeDelta[]): Promise<void> {
    if (deltas.length === 0) return;
    await tx.insertMany(
      'volumes',
      COLUMNS,
      deltas.map((d) => [
        d.placeCode,
        d.day,
        d.direction,
        d.productId,
        d.kind,
        d.simulated,
        d.bucket,
        d.parcels,
      ]),
      `ON CONFLICT (place_code, day, direction, product_id, kind, simulated, bucket)
       DO UPDATE SET parcels = volumes.parcels + EXCLUDED.parcels`,
    );
  }
}
