import { Logger } from '@nestjs/common';
import { Kafka, type LogEntry, type RetryOptions, logLevel } from 'kafkajs';
import { noticingSilence } from './broker-socket';
import type { MessagingConfig } from '../messaging.config';
import { Encoder, holdByReference } from '../outbox/record-encoder';

holdByReference(Encoder.prototype);

/**
 * About 20 s of patience in steps of at most 1 s: an outage that outlives it costs a consumer its
 * membership. All five fields are explicit because kafkajs has other defaults under NODE_ENV=test.
 */
export const PATIENT: Required<Omit<RetryOptions, 'restartOnFailure'>> = {
  initialRetryTime: 100,
  maxRetryTime: 1_000,
  factor: 0.2,
  multiplier: 2,
  retries: 20,
};

/** About 8 s: a leader failover takes 3-6 s, and someone is waiting for the answer. */
export const BRISK: typeof PATIENT = { ...PATIENT, retries: 10 };

const CONNECTION_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 15_000;
/** Whoever asks waits with a connection that is given up after 5 s. */
const ASKED_MS_MAX = 4_000;

/** What brokers know this process as. */
export function clientIdOf({ instance }: MessagingConfig): string {
  return instance === undefined ? 'youlu' : `youlu-${instance}`;
}

/**
 * The connection settings every producer, consumer and admin of this process shares.
 * @param isOurs asked of a broker (host:port) before each new connection to it is used
 */
export function createKafka(
  config: MessagingConfig,
  isOurs?: (broker: string) => Promise<void>,
): Kafka {
  const logger = new Logger('Kafka');
  return new Kafka({
    clientId: clientIdOf(config),
    brokers: [...config.brokers],
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    socketFactory: noticingSilence(undefined, isOurs),
    retry: PATIENT,
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => report(logger, entry),
  });
}

/** Which cluster answers at these brokers now; they are asked once and at once. */
export async function clusterIdAt(
  config: MessagingConfig,
  brokers: readonly string[],
): Promise<string> {
  const options = {
    clientId: clientIdOf(config),
    brokers: [...brokers],
    logLevel: logLevel.NOTHING,
  };
  const retry = { ...PATIENT, retries: 0 };
  const timeouts = { connectionTimeout: ASKED_MS_MAX, requestTimeout: ASKED_MS_MAX };
  const admin = new Kafka({ ...options, ...timeouts, retry }).admin();
  try {
    await admin.connect();
    return (await admin.describeCluster()).clusterId;
  } finally {
    await admin.disconnect().catch(() => undefined); // it has answered, or it never will
  }
}

const REPEATS_MS = 10_000;
const LINES_REMEMBERED_MAX = 100;
const lastSaid = new Map<string, number>();

/**
 * kafkajs reports each retry as an error: they are warnings until someone gives up, and the same
 * line is said once in 10 s (a broker that is away would fill the log).
 */
function report(logger: Logger, { level, namespace, log }: LogEntry): void {
  const { message, error, groupId } = log as { message: string; error?: unknown; groupId?: string };
  const detail = typeof error === 'string' ? `: ${error}` : '';
  const line = `${namespace}${groupId === undefined ? '' : ` ${groupId}`}: ${message}${detail}`;
  // An answer that is an error is retried; whoever gives up on it says so.
  const passing = namespace === 'Connection' && message.startsWith('Response ');
  if (level > logLevel.WARN || passing) return logger.debug(line);
  const now = Date.now();
  if (now - (lastSaid.get(line) ?? 0) < REPEATS_MS) return;
  if (lastSaid.size >= LINES_REMEMBERED_MAX) lastSaid.clear();
  lastSaid.set(line, now);
  logger.warn(line);
}
