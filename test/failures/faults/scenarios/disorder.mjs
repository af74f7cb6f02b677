import { Evidence } from './evidence.mjs';

const DAY_MS = 86_400_000;
const SEEN_MS_MAX = 20_000;
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
    return seen(world);
  },
};

/** What each kind of disorder leaves in the tables, counted. */
const TRACES = {
  'uploaded 30 days late': `SELECT count(*) AS n FROM tracking.scan_records
    WHERE sent_at - occurred_at >= ${30 * DAY_MS}`,
  'from the future': `SELECT count(*) AS n FROM coverage.parcel_facts WHERE verdict = 'future'`,
  'several at one moment': `SELECT count(*) AS n FROM (SELECT FROM tracking.scan_records
    GROUP BY tracking_number, occurred_at HAVING count(DISTINCT kind) > 2) t`,
  'a later scan came first': `SELECT count(*) AS n FROM (SELECT recorded_at < max(recorded_at) OVER (
      PARTITION BY tracking_number ORDER BY occurred_at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS overtaken
    FROM tracking.scan_records) t WHERE overtaken`,
};

/** Scans take a moment to the tables; a kind that is not there then has not been tried. */
async function seen(world) {
  const evidence = new Evidence(world);
  const counts = new Map(Object.keys(TRACES).map((kind) => [kind, 0]));
  for (const end = Date.now() + SEEN_MS_MAX; Date.now() < end; await world.pause(1_000)) {
    for (const [kind, counted] of Object.entries(TRACES)) {
      if (counts.get(kind) > 0) continue;
      counts.set(kind, (await world.rows.query('public', counted))[0].n);
    }
    if ([...counts.values()].every((n) => n > 0)) break;
  }
  for (const [kind, n] of counts) evidence.note(kind, n > 0, `${n} in the tables`);
  return evidence.differences();
}

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
