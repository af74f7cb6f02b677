import type { Day } from '@youlu/vocabulary';
import type { StatedChange } from '../lineage/change';

/** A change on the way from one register to another, as an explanation names it. */
export interface ChangeRef extends StatedChange {
  readonly changeId: string;
  readonly effectiveOn: Day;
}

/** Which codes of one register continue which codes of another. */
export interface Succession {
  readonly from: Day;
  readonly to: Day;
  /** Codes of `to` that continue a code of `from`. */
  inheritorsOf(code: string): readonly string[];
  /** Codes of `from` whose evidence and declarations count for a code of `to`. */
  sourcesOf(code: string): readonly string[];
  /** The changes that a code of `from` goes through. */
  changesOf(code: string): readonly ChangeRef[];
}
