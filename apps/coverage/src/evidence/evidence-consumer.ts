/** One Kafka group for all that evidence is made of: one set of offsets, one consumer to watch. */
export const EVIDENCE_CONSUMER = 'coverage.evidence';
