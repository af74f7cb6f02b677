/** One Kafka group for all that evidence is made of: one set of offsets, one consumer to watch. */
export const EVIDENCE_CONSUMER = 'coverage.evidence';

/**
 * Evidence may be a moment late: partitions joined need a tenth of the transactions. Where thousands
 * wait, most are of the same parcels, and only the newest of each is written.
 */
export const EVIDENCE_GATHER = { maxRows: 20_000, maxWaitMs: 100 };
