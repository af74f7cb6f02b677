import { archiveScans, listScans, readArchives } from './scan-history/archive-scans.program';

const USAGE = `Usage: node dist/apps/tracking/src/archive-scans.cli.js COMMAND
  list                          months that are here, and parts that lie in files
  archive MONTH FOLDER          moves a month (2020-08, before-2015, from-2036) into a Parquet file
  read FILE... [--parcel NUMBER]   prints scans of Parquet files as CSV, in the order of time
A scan that comes after its month has left makes the month anew, and leaves as its next part.
Safe beside the running service, and again after being cut off. Reads DATABASE_URL.
`;

const out = (text: string): void => void process.stdout.write(text);

async function main([command, ...args]: readonly string[]): Promise<number> {
  if (command === 'list' && args.length === 0) {
    await listScans(out);
    return 0;
  }
  const [month, folder, ...more] = args;
  if (command === 'archive' && month && folder && more.length === 0) {
    await archiveScans(month, folder, out);
    return 0;
  }
  const at = args.indexOf('--parcel');
  const files = at < 0 ? args : args.slice(0, at);
  const rest = at < 0 ? [] : args.slice(at + 1);
  if (command === 'read' && files.length > 0 && rest.length === (at < 0 ? 0 : 1)) {
    await readArchives(files, rest[0], out);
    return 0;
  }
  process.stderr.write(USAGE);
  return 2;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
