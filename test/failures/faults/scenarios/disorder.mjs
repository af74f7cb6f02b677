const DAY_MS = 86_400_000;
const HELD_MAX = 2_000;

export const disorder = {
  name: 'disorder',
  promise:
    'Scans in any order, reversed, thirty days late, from the future or all at one moment give one state.',
  seconds: 45,
  shortSeconds: 10,
  async run(world, random, seconds, { load }) {
    const held = [];
    load.change = (parcel) => ({ ...parcel, scans: parcel.scans.map(timeOf(parcel, random)) });
    load.shape = (rows) => {
      for (const scans of rows) held.push(...scans);
      if (held.length < Math.min(HELD_MAX, seconds * 40)) return [];
      return arrivals(held.splice(0), random);
    };
    await world.pause(seconds * 1_000);
    world.fault('scans held back and delivered in another order');
    load.shape = (rows) => [...arrivals(held.splice(0), random), ...rows];
    await world.pause(1_000);
    load.shape = (rows) => rows;
  },
};

/** What became of a parcel's clock: mostly nothing. */
function timeOf({ readyAt }, random) {
  const how = random.between(0, 9);
  const at = (ms) => (scan) => ({
    ...scan,
    occurredAt: new Date(ms(Date.parse(scan.occurredAt))).toISOString(),
  });
  if (how === 0) return at(() => readyAt);
  if (how === 1) return at((ms) => ms + 90 * DAY_MS);
  return (scan) => scan;
}

/** Requests of 25 in an order that nobody planned; some uploaded a month later, some before they happened. */
function arrivals(scans, random) {
  const order = random.pick([
    (all) => random.shuffle(all),
    (all) => all.toReversed(),
    (all) => all.toSorted((a, b) => (a.occurredAt < b.occurredAt ? 1 : -1)),
  ]);
  const ordered = order(scans);
  const requests = [];
  for (let at = 0; at < ordered.length; at += 25) {
    const rows = ordered.slice(at, at + 25);
    const last = Math.max(...rows.map(({ occurredAt }) => Date.parse(occurredAt)));
    const late = random.pick([60_000, 60_000, 30 * DAY_MS, -2 * DAY_MS]);
    requests.push(Object.assign(rows, { sentAt: new Date(last + late).toISOString() }));
  }
  return requests;
}
