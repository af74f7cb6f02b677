import { withDatabase } from '@youlu/persistence';
import { RecountCells } from './recount-cells.use-case';

const USAGE = `Usage: node dist/apps/orders/src/flows/recount-cells.cli.js [--repair]
  Counts flows and what projects count anew from the shipments and says where the kept cells differ.
  Ends with 1 if they do. With --repair it replaces them; bookings and scans wait meanwhile.
Reads DATABASE_URL.
`;

async function main(args: readonly string[]): Promise<number> {
  const [option, ...others] = args;
  if (others.length > 0 || (option !== undefined && option !== '--repair')) {
    process.stderr.write(USAGE);
    return 2;
  }
  return withDatabase('orders', async (db) => {
    const recount = new RecountCells(db);
    const { count, shown } = await recount.compare();
    for (const difference of shown) process.stdout.write(`${JSON.stringify(difference)}\n`);
    process.stdout.write(`${count} cells differ from the shipments.\n`);
    if (count === 0 || option === undefined) return count === 0 ? 0 : 1;
    await recount.repair();
    process.stdout.write('They were counted anew.\n');
    return 0;
  });
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
