import type { CellChange } from '../parcels/contributions';

/** One row of the cube and by how much it moves. */
export interface VolumeDelta extends CellChange {
  readonly bucket: number;
}

const BETWEEN = '\u0001'; // below every character of a code, so that texts sort as their parts do

/** Adds up changes cell by cell; what cancels out falls away. */
export class VolumeDeltas {
  private readonly cells = new Map<string, { delta: VolumeDelta; parcels: number }>();

  add(bucket: number, change: CellChange): void {
    const key =
      change.placeCode +
      BETWEEN +
      change.day +
      BETWEEN +
      change.direction +
      BETWEEN +
      change.productId +
      BETWEEN +
      change.kind +
      BETWEEN +
      (change.simulated ? '1' : '0') +
      String.fromCharCode(BETWEEN.charCodeAt(0) + 1 + bucket);
    const cell = this.cells.get(key);
    if (cell) cell.parcels += change.parcels;
    else this.cells.set(key, { delta: { ...change, bucket }, parcels: change.parcels });
  }

  /** In one order for all writers, so that two of them cannot wait for each other in a circle. */
  inOrder(): VolumeDelta[] {
    return [...this.cells]
      .filter(([, cell]) => cell.parcels !== 0)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { delta, parcels }]) => ({ ...delta, parcels }));
  }
}
