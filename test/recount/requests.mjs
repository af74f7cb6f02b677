// Reads what a client sent (requests.ndjson.gz) and sorts it by door. No code of the services is used here.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** Doors that take rows, and the name of the rows in their body. */
const BATCHES = {
  '/v1/declarations': 'declarations',
  '/v1/declaration-filings': 'filings',
  '/v1/nodes': 'nodes',
  '/v1/shipment-batches': 'shipments',
  '/v1/scans': 'scans',
  '/v1/visits': 'visits',
};
const SINGLES = ['/v1/registers', '/v1/products', '/v1/projects', '/v1/merchants', '/v1/shipments'];
/** Doors that change no figure of the four files. */
const SILENT = ['/v1/links', '/v1/timetables', '/v1/rounds', '/v1/number-blocks'];
const CANCEL = /^\/v1\/shipments\/([^/]+)\/cancel$/;
const LINK = /^\/v1\/shipments\/([^/]+)\/links$/;
const CORRECT = /^\/v1\/parcels\/([^/]+)\/scans\/([^/]+)\/corrections$/;

/** @returns rows by door; scans and visits carry the sentAt of their batch. */
export async function readRequests(file) {
  const rows = Object.fromEntries([...Object.keys(BATCHES), ...SINGLES].map((door) => [door, []]));
  const corrected = new Set();
  const links = [];
  const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()) });
  for await (const line of lines) {
    const { path, body } = JSON.parse(line);
    if (path in BATCHES) {
      for (const row of body[BATCHES[path]]) rows[path].push({ ...row, sentAt: body.sentAt });
    } else if (SINGLES.includes(path)) rows[path].push(body);
    else if (LINK.test(path)) links.push([LINK.exec(path)[1], body.linkedTrackingNumber]);
    else if (CORRECT.test(path)) corrected.add(CORRECT.exec(path).slice(1).join(' '));
    else if (!SILENT.includes(path) && !CANCEL.test(path))
      throw new Error(`The recount does not know the door ${path}.`);
  }
  return { rows, corrected, links };
}
