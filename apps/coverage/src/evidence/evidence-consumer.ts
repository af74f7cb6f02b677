/** One Kafka group for all that evidence is made of: one set of offsets, one consumer to watch. */
export const EVIDENCE_CONSUMER = 'coverage.evidence';

/** Evidence may be a moment late: partitions joined need a tenth of the transactions. */
export const EVIDENCE_GATHER = { maxRows: 5_000, maxWaitMs: 100 };
