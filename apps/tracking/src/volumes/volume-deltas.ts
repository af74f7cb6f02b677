import { fnv1a32, mix32 } from '@youlu/vocabulary';
import type { CellChange } from '../parcels/fold/contributions';

/** One row of the cube and by how much it moves. */
export interface VolumeDelta {
  readonly bucket: number;
  readonly cell: Omit<CellChange, 'parcels'>;
  readonly parcels: number;
}

/** A row that is being added up; rows with one hash hang together. */
interface Sum extends VolumeDelta {
  parcels: number;
  readonly next: Sum | undefined;
}

/** Adds up changes cell by cell; what cancels out falls away. */
export class VolumeDeltas {
  private readonly cells = new Map<number, Sum>();

  add(bucket: number, change: CellChange): void {
    const hash = hashOf(bucket, change);
    const first = this.cells.get(hash);
    for (let sum = first; sum; sum = sum.next) {
      if (sum.bucket !== bucket || compareCells(sum.cell, change) !== 0) continue;
      sum.parcels += change.parcels;
      return;
    }
    this.cells.set(hash, { bucket, cell: change, parcels: change.parcels, next: first });
  }

  /** In one order for all writers, so that two of them cannot wait for each other in a circle. */
  inOrder(): VolumeDelta[] {
    const moved: VolumeDelta[] = [];
    for (const first of this.cells.values()) {
      for (let sum: Sum | undefined = first; sum; sum = sum.next) {
        if (sum.parcels !== 0) moved.push(sum);
      }
    }
    return moved.sort((a, b) => a.bucket - b.bucket || compareCells(a.cell, b.cell));
  }
}

/** Not of every word: cells that agree in these are few, and told apart by comparing. */
function hashOf(bucket: number, { placeCode, day, productId, kind }: CellChange): number {
  let h = fnv1a32(placeCode);
  h = fnv1a32(day, h);
  h = fnv1a32(productId, h);
  return mix32(fnv1a32(kind, h) + bucket) | 0; // signed: a small integer, not a boxed double
}

function compareCells(a: VolumeDelta['cell'], b: VolumeDelta['cell']): number {
  return (
    compareTexts(a.placeCode, b.placeCode) ||
    compareTexts(a.day, b.day) ||
    compareTexts(a.direction, b.direction) ||
    compareTexts(a.productId, b.productId) ||
    compareTexts(a.kind, b.kind) ||
    Number(a.simulated) - Number(b.simulated)
  );
}

/** By code units, as the "C" collation has it. */
function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
