import { closeSync, openSync, writeSync } from 'node:fs';

/** What a scan says, in one line: two scans with one key are the same scan, however often sent. */
export function scanKey({ occurredAt, ...scan }) {
  const at = typeof occurredAt === 'number' ? occurredAt : Date.parse(occurredAt);
  return [at, ...SAID.map((field) => scan[field] ?? '')].join('|');
}
const SAID = [
  'trackingNumber',
  'scanId',
  'kind',
  'nodeId',
  'placeCode',
  'consent',
  'proof',
  'feeCents',
  'mode',
];

/**
 * What was submitted and what each answer was. A request is written to the file before it is sent and
 * its answer before anybody acts on it, so that the account is exact whenever the run ends.
 */
export class Journal {
  constructor(file) {
    this.file = file;
    this.fd = openSync(file, 'w');
    this.lastId = 0;
    /** @type {{ id: number, kind: string, path: string, key?: string, body: object, text: string,
     *   answers: { status: number, text: string, ms: number, retryAfter?: string, at: number }[] }[]} */
    this.requests = [];
    /** Scan key → the scan and whether a 200 has covered it. */
    this.scans = new Map();
  }

  /** Notes a request that is about to be sent, also when it is sent again. */
  sends(request) {
    if (request.id === undefined) {
      request.id = ++this.lastId;
      request.answers = [];
      request.sentAt = Date.now();
      this.requests.push(request);
      for (const scan of request.body.scans ?? []) this.submitted(scan);
      const { id, kind, path, key, text } = request;
      this.line({ sent: id, kind, path, key, body: text });
    } else this.line({ sentAgain: request.id });
    request.isUnderWay = true;
  }

  submitted(scan) {
    const key = scanKey(scan);
    if (!this.scans.has(key)) this.scans.set(key, { scan, accepted: false });
  }

  /** Notes what came back; 0 is a connection that broke, after which nobody knows. */
  answered(request, { status, text, ms, headers, reason, wasLeftAlone }) {
    const at = Date.now();
    const retryAfter = headers['retry-after'];
    const answer = { status, text, ms, retryAfter, reason, wasLeftAlone, at };
    request.answers.push(answer);
    request.isUnderWay = false;
    this.line({ answered: request.id, status, ms: Math.round(ms), reason, text });
    if (status === 200 && request.kind === 'scans') this.accept(request, text);
  }

  accept(request, text) {
    const { rejections } = JSON.parse(text);
    const refused = new Set(rejections.map(({ index }) => index));
    request.body.scans.forEach((scan, i) => {
      if (!refused.has(i)) this.scans.get(scanKey(scan)).accepted = true;
    });
  }

  /** A scan that the harness put on the log itself. */
  accepts(scan) {
    this.submitted(scan);
    this.scans.get(scanKey(scan)).accepted = true;
    this.line({ acceptedScan: scan });
  }

  /** A booking that the harness committed itself, as if its client had been answered. */
  booked(shipment) {
    const request = { kind: 'booking', path: '/v1/shipments', body: shipment, text: '' };
    this.sends(request);
    const text = JSON.stringify({ trackingNumber: shipment.trackingNumber });
    request.answers.push({ status: 201, text, ms: 0, at: Date.now() });
    request.isUnderWay = false;
  }

  accepted() {
    return [...this.scans].filter(([, { accepted }]) => accepted).map(([key]) => key);
  }

  /** Every answer there was, with its request. */
  *answers() {
    for (const request of this.requests)
      for (const answer of request.answers) yield { request, answer };
  }

  line(entry) {
    writeSync(this.fd, `${JSON.stringify(entry)}\n`);
  }

  close() {
    closeSync(this.fd);
  }
}
