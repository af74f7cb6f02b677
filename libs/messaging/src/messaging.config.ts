import { hostname } from 'node:os';

export interface MessagingConfig {
  readonly brokers: readonly string[];
  /** Partitions of every topic; producers compute them, so it never changes for a living log. */
  readonly partitions: number;
  readonly replication: number;
  /** Put before every topic and group; empty outside tests. */
  readonly topicPrefix: string;
  /** The same after a restart, and no other living process's; undefined: nothing tells it apart. */
  readonly instance?: string;
}

/**
 * Reads KAFKA_BROKERS, KAFKA_PARTITIONS (12), KAFKA_REPLICATION (1), TOPIC_PREFIX (''), and PORT, which
 * with the host's name tells this process from all others.
 */
export function messagingConfigFromEnv(env: NodeJS.ProcessEnv = process.env): MessagingConfig {
  const brokers = (env['KAFKA_BROKERS'] ?? '').split(',').filter((broker) => broker !== '');
  if (brokers.length === 0) {
    throw new Error('KAFKA_BROKERS must name the brokers, for example 127.0.0.1:9092');
  }
  return {
    brokers,
    partitions: partitionsFromEnv(env),
    replication: wholeNumber(env, 'KAFKA_REPLICATION', 1, 10),
    topicPrefix: env['TOPIC_PREFIX'] ?? '',
    ...instanceFromEnv(env),
  };
}

/** Nothing without a port of its own: any free one (0) is another one each time. */
function instanceFromEnv({ PORT }: NodeJS.ProcessEnv): { instance?: string } {
  return Number(PORT) > 0 ? { instance: `${hostname()}-${PORT}` } : {};
}

export function partitionsFromEnv(env: NodeJS.ProcessEnv = process.env): number {
  return wholeNumber(env, 'KAFKA_PARTITIONS', 12, 1000);
}

function wholeNumber(env: NodeJS.ProcessEnv, name: string, fallback: number, most: number): number {
  const value = Number(env[name] ?? fallback);
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new Error(`${name} must be a whole number from 1 to ${most}`);
  }
  return value;
}
