// What writing is measured against: Node copies the same rows into the same table, as text.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { serveCalls } from '../load/calls';

const ROWS_OF_A_TRANSACTION = 5_000;
const INTEGER = /^-?\d{1,15}$/;

type Value = string | number | null;

let client: Client;
let rows: Value[][] = [];
let columns = '';

/** As COPY's text format wants it. */
function field(value: Value): string {
  if (value === null) return '\\N';
  if (typeof value === 'number') return String(value);
  return /[\\\t\n\r]/.test(value) ? escaped(value) : value;
}

function escaped(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', '\\t')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
}

const CONTROL = new Map(Object.entries({ b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }));

function unescaped(value: string): Value {
  if (value === '\\N') return null;
  if (INTEGER.test(value)) return Number(value);
  return value.replaceAll(/\\(.)/g, (_, c: string) => CONTROL.get(c) ?? c);
}

serveCalls({
  /** Takes the rows to copy from the table itself, whatever its columns are, in the order of time. */
  async load() {
    client = new Client({ connectionString: process.env.DATABASE_URL });
    await client.connect();
    const { fields } = await client.query('SELECT * FROM tracking.scans LIMIT 0');
    columns = fields.map(({ name }) => name).join(', ');
    const all = `COPY (SELECT * FROM tracking.scans ORDER BY occurred_at) TO STDOUT`;
    const lines = (await text(client.query(copyTo(all)))).split('\n');
    rows = lines.filter((line) => line !== '').map((line) => line.split('\t').map(unescaped));
    return rows.length;
  },

  async copy() {
    const begun = performance.now();
    for (let at = 0; at < rows.length; at += ROWS_OF_A_TRANSACTION) {
      let lines = '';
      for (const row of rows.slice(at, at + ROWS_OF_A_TRANSACTION)) {
        lines += `${row.map(field).join('\t')}\n`;
      }
      await client.query('BEGIN');
      const copy = client.query(copyFrom(`COPY tracking.scans (${columns}) FROM STDIN`));
      await pipeline(Readable.from([Buffer.from(lines)]), copy);
      await client.query('COMMIT');
    }
    return performance.now() - begun;
  },
});
