const BOOKED_MAX = 500;
const UNBOOKED_MAX = 200;

/**
 * Which numbers are one parcel. A new booking becomes the principal of another carrier's waybill, which
 * was scanned or will never be, or of an older booking with all that is linked to that one.
 */
export class Linker {
  constructor(random) {
    this.random = random;
    /** Booked numbers, newest last: somebody reads them. */
    this.booked = [];
    this.strays = [];
    this.older = [];
    this.made = 0;
  }

  /** A number that scans may have and nobody has booked. */
  unbooked(trackingNumber) {
    if (this.strays.length < UNBOOKED_MAX) this.strays.push(trackingNumber);
  }

  /** Decided before the answer, so that chance does not depend on who answers first. */
  planned() {
    const how = this.random.between(0, 2);
    const serial = ++this.made;
    return (principal) => {
      const other = [() => this.strays.shift(), () => this.older.shift(), () => undefined][how]();
      this.booked.push(principal);
      if (this.booked.length > BOOKED_MAX) this.booked.shift();
      this.older.push(principal);
      if (this.older.length > BOOKED_MAX) this.older.shift();
      return linkOf(
        principal,
        other ?? `AGENT-${String(serial).padStart(6, '0')}`,
        how === 1 ? 'relabelled' : 'agent-waybill',
      );
    };
  }
}

function linkOf(principal, linkedTrackingNumber, relation) {
  const body = { linkedTrackingNumber, relation, linkedAt: '2020-09-20T10:00:00+08:00' };
  const path = `/v1/shipments/${principal}/links`;
  return { kind: 'link', service: 'orders', path, principal, body, keyed: true };
}
