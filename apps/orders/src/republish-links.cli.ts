import { isTrackingNumber } from '@youlu/vocabulary';
import { republishLinks } from './links/republish-links.program';

const USAGE = `Usage: node dist/apps/orders/src/republish-links.cli.js [--after NUMBER]
Publishes every link of two numbers of one parcel again, from the table: for links that were made before
they were published, and for a consumer that starts over. Safe at any time and as often as you like: who
has a link ignores it.
  --after NUMBER   goes on after this linked number
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
  say(`${await republishLinks(after, say)} links published.`);
  return 0;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
