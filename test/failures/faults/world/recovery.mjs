/**
 * Whether a start stood in the queue for a processor for more than half of its time: then the machine had no
 * core free, which the bound of a recovery supposes (docs/operations/guarantees.md).
 */
export function isCrowded({ ms, wallMs }) {
  return ms < wallMs / 2;
}
