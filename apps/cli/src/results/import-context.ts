import type { DoorClient } from '../doors/door.client';
import type { Table } from '../tables/table';

/** What every import is given. */
export interface ImportContext {
  readonly doors: DoorClient;
  readonly tables: readonly Table[];
  /** The name of the file without its folder. */
  readonly fileName: string;
  /** Judges only, writes nothing. */
  readonly isDryRun: boolean;
  /** Differs from run to run. */
  readonly runId: string;
}
