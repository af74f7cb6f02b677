const BOOKED_MAX = 500;
const UNBOOKED_MAX = 200;

/**
 * Which numbers are one parcel. A booking, just made or long known, becomes the principal of another
 * carrier's waybill, which was scanned or will never be, or of an older booking with all below that one.
 */
export class Linker {
  constructor(random) {
    this.random = random;
    /** Booked numbers, newest last: somebody reads them. */
    this.booked = [];
    this.strays = [];
    /** Booked numbers that are not linked to another yet. */
    this.unlinked = [];
    /** Linked number → its principal, as asked for. */
    this.above = new Map();
    this.made = 0;
  }

  /** A number that scans may have and nobody has booked. */
  unbooked(trackingNumber) {
    if (this.strays.length < UNBOOKED_MAX) this.strays.push(trackingNumber);
  }

  /** Decided before the answer, so that chance does not depend on who answers first. */
  planned() {
    const how = this.random.between(0, 2);
    const place = this.random.next();
    const serial = ++this.made;
    return (fresh) => {
      push(this.booked, fresh);
      push(this.unlinked, fresh);
      const principal = how === 0 ? fresh : this.booked[Math.floor(place * this.booked.length)];
      const older = how === 1 ? this.olderThan(principal) : undefined;
      const other = older ?? (how === 2 ? this.strays.shift() : undefined);
      const linked = other ?? `AGENT-${String(serial).padStart(6, '0')}`;
      this.above.set(linked, principal);
      return linkOf(principal, linked, older ? 'relabelled' : 'agent-waybill');
    };
  }

  /** One that is not above that number, or the link would close a circle. */
  olderThan(principal) {
    const higher = new Set();
    for (let number = principal; number !== undefined; number = this.above.get(number))
      higher.add(number);
    const at = this.unlinked.findIndex((number) => !higher.has(number));
    return at < 0 ? undefined : this.unlinked.splice(at, 1)[0];
  }
}

function push(list, number) {
  list.push(number);
  if (list.length > BOOKED_MAX) list.shift();
}

function linkOf(principal, linkedTrackingNumber, relation) {
  const body = { linkedTrackingNumber, relation, linkedAt: '2020-09-20T10:00:00+08:00' };
  const path = `/v1/shipments/${principal}/links`;
  return { kind: 'link', service: 'orders', path, principal, body, keyed: true };
}
