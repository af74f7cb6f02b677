import { SCAN_KINDS, type ScanKind } from '@youlu/vocabulary';
import type { LocalMinute } from '../province/trips';

/** How a scan's ids differ from the plain ones. */
const SCAN_VARIANTS = ['plain', 'repeated', 'stray'] as const;
export type ScanVariant = (typeof SCAN_VARIANTS)[number];

/** One scan as a device sends it, by positions in the scenario's lists. */
export interface ScanRow {
  readonly parcel: number;
  readonly step: number;
  readonly kind: ScanKind;
  readonly node: number;
  readonly at: LocalMinute;
  readonly consent: boolean | undefined;
  readonly variant: ScanVariant;
  /** Which upload carries it (uploads.ts). */
  readonly upload: number;
}

const COLUMNS = 5;
const CONSENTS = [undefined, false, true] as const;

/**
 * Close to a million scans in twenty bytes each. Read back in the order of uploads; within one, in the
 * order they were added.
 */
export class ScanTable {
  private cells = new Int32Array(COLUMNS * 1024);
  private rows = 0;
  private uploads = 0;

  get size(): number {
    return this.rows;
  }

  /** One more than the highest upload used. */
  get uploadsEnd(): number {
    return this.uploads;
  }

  add(row: ScanRow): void {
    const base = this.rows * COLUMNS;
    if (base === this.cells.length) {
      const larger = new Int32Array(this.cells.length * 2);
      larger.set(this.cells);
      this.cells = larger;
    }
    this.cells[base] = row.parcel;
    this.cells[base + 1] = row.upload;
    this.cells[base + 2] = row.node;
    this.cells[base + 3] = row.at;
    this.cells[base + 4] =
      (row.step << 12) |
      (SCAN_KINDS.indexOf(row.kind) << 6) |
      (SCAN_VARIANTS.indexOf(row.variant) << 3) |
      CONSENTS.indexOf(row.consent);
    this.rows += 1;
    this.uploads = Math.max(this.uploads, row.upload + 1);
  }

  /** Rows of each upload in turn: `ordered.slice(starts[u], starts[u + 1])` belongs to upload u. */
  byUpload(): { ordered: Int32Array; starts: Int32Array } {
    const starts = new Int32Array(this.uploads + 1);
    for (let row = 0; row < this.rows; row++) {
      const after = this.uploadOf(row) + 1;
      starts[after] = (starts[after] as number) + 1;
    }
    for (let upload = 0; upload < this.uploads; upload++) {
      starts[upload + 1] = (starts[upload] as number) + (starts[upload + 1] as number);
    }
    const next = starts.slice();
    const ordered = new Int32Array(this.rows);
    for (let row = 0; row < this.rows; row++) {
      const upload = this.uploadOf(row);
      const place = next[upload] as number;
      ordered[place] = row;
      next[upload] = place + 1;
    }
    return { ordered, starts };
  }

  read(row: number): ScanRow {
    const cell = (column: number) => this.cells[row * COLUMNS + column] as number;
    const packed = cell(4);
    return {
      parcel: cell(0),
      upload: cell(1),
      node: cell(2),
      at: cell(3),
      step: packed >> 12,
      kind: SCAN_KINDS[(packed >> 6) & 63] as ScanKind,
      variant: SCAN_VARIANTS[(packed >> 3) & 7] as ScanVariant,
      consent: CONSENTS[packed & 7],
    };
  }

  private uploadOf(row: number): number {
    return this.cells[row * COLUMNS + 1] as number;
  }
}
