import type { EventContract } from '@youlu/contracts';
import type { Tx } from '@youlu/persistence';

/** Publishing that commits with the rows it is about. */
export abstract class Outbox {
  /**
   * Adds events to the transaction: rows are grouped by partition and cut into chunks. The relay
   * sends them after the commit, at least once, in no promised order.
   */
  abstract add<Row>(tx: Tx, contract: EventContract<Row>, rows: readonly Row[]): Promise<void>;
}
