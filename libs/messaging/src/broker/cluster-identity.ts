import type { Database } from '@youlu/persistence';

/** The log was replaced under the rows: offsets of the one mean nothing in the other. */
export class AnotherCluster extends Error {
  constructor(service: string, known: string, found: string) {
    super(
      `Service ${service} was fed from Kafka cluster ${known}, but ${found} answers. ` +
        `Point KAFKA_BROKERS back, or accept the new log with: ` +
        `node dist/libs/messaging/src/messaging.cli.js adopt-cluster ${service}`,
    );
    this.name = 'AnotherCluster';
  }
}

/**
 * Keeps the id of the first cluster beside the rows and compares it ever after.
 * @throws AnotherCluster
 */
export async function checkCluster(db: Database, clusterId: string): Promise<void> {
  const known = await db.transaction(async (tx) => {
    await tx.execute('INSERT INTO kafka_cluster (cluster_id) VALUES ($1) ON CONFLICT DO NOTHING', [
      clusterId,
    ]);
    const [row] = await tx.query<{ cluster_id: string }>('SELECT cluster_id FROM kafka_cluster');
    return row?.cluster_id ?? '';
  });
  if (known !== clusterId) throw new AnotherCluster(db.service, known, clusterId);
}

/** A person has decided that the service goes on with the log that answers now. */
export async function adoptCluster(db: Database, clusterId: string): Promise<void> {
  await db.transaction((tx) =>
    tx.execute(
      `INSERT INTO kafka_cluster (cluster_id) VALUES ($1)
       ON CONFLICT (one) DO UPDATE SET cluster_id = $1`,
      [clusterId],
    ),
  );
}
