import { withDatabase } from '@youlu/persistence';
import { adoptCluster } from './broker/cluster-identity';
import { clusterIdAt } from './broker/kafka-client';
import { messagingConfigFromEnv } from './messaging.config';
import { createTopics } from './broker/topics';

const USAGE = `Usage: node dist/libs/messaging/src/messaging.cli.js COMMAND
  create-topics          creates the topics of all contracts that are missing
  adopt-cluster SERVICE  lets SERVICE go on with the Kafka cluster that answers now
Reads KAFKA_BROKERS, KAFKA_PARTITIONS, KAFKA_REPLICATION and DATABASE_URL.
`;

async function main([command, service]: readonly string[]): Promise<number> {
  if (command === 'create-topics') {
    const { brokers, ...options } = messagingConfigFromEnv();
    await createTopics(brokers, options);
    process.stdout.write('All topics are there.\n');
    return 0;
  }
  if (command === 'adopt-cluster' && service !== undefined) {
    const config = messagingConfigFromEnv();
    const clusterId = await clusterIdAt(config, config.brokers);
    await withDatabase(service, (db) => adoptCluster(db, clusterId));
    process.stdout.write(`${service} goes on with cluster ${clusterId}.\n`);
    return 0;
  }
  process.stderr.write(USAGE);
  return 2;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
