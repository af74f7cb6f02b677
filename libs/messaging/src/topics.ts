export interface TopicOptions {
  readonly partitions: number;
  readonly replication: number;
  readonly topicPrefix?: string;
  /** Default 7 days. */
  readonly retentionMs?: number;
}

/** Creates the topics of all contracts that are missing; a topic of another width is an error. */
export async function createTopics(
  _brokers: readonly string[],
  _options: TopicOptions,
): Promise<void> {
  throw new Error('being written');
}
