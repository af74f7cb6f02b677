import { isTrackingNumber } from '@youlu/vocabulary';
import { republishParcels } from './parcels/recounts/republish-parcels.program';

const USAGE = `Usage: node dist/apps/tracking/src/republish-parcels.cli.js [--after NUMBER]
Publishes the snapshot of every parcel again, from the table, for a consumer that starts over.
Safe at any time and as often as you like: a snapshot keeps its version, and who has it ignores it.
  --after NUMBER   goes on after this tracking number
Reads DATABASE_URL, KAFKA_BROKERS and KAFKA_PARTITIONS.
`;

async function main(args: readonly string[]): Promise<number> {
  const [option, after = '', ...more] = args;
  const isAsked = option === undefined || (option === '--after' && isTrackingNumber(after));
  if (!isAsked || more.length > 0) {
    process.stderr.write(USAGE);
    return 2;
  }
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  say(`${await republishParcels(after, say)} parcels published.`);
  return 0;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
