/** What an accepted request may take while everybody knocks; the rest is told to come again. */
const ACCEPTED_MS_MAX = 10_000;
const RECOVERY_MS_MAX = 30_000;
const USUAL_MS_MAX = 1_000;
const TIMES = 10;
/** Scans a second of the province at its peak. */
const PEAK = 2_500;
const ROWS = 500;
const CROWD = 300;

export const overload = {
  name: 'overload',
  promise:
    'Overload, up to ten times the peak, for a minute: who is let in is answered in bounded time and memory, the rest hears 429.',
  seconds: 60,
  async run(world, random, seconds, { load, journal }) {
    await world.pause(3_000);
    const [first, usual, begun] = [journal.requests.length, { ...load.options }, Date.now()];
    world.fault(`${TIMES * PEAK} scans a second meant for ${seconds} s, and crowds at the door`);
    load.change = (parcel) => ({ ...parcel, isBooked: false }); // it is scans that come in floods
    const flood = { scansPerSecond: TIMES * PEAK, rowsPerRequest: ROWS, bookingsPerSecond: 4_500 };
    Object.assign(load.options, flood, { openMax: 400, givesUp: 1 });
    for (const end = Date.now() + seconds * 1_000; Date.now() < end;) {
      await world.pause(Math.min(4_000, Math.max(0, end - Date.now())));
      crowd(load, random);
    }
    Object.assign(load.options, usual);
    load.change = (parcel) => parcel;
    load.parcels.splice(0);
    const ended = Date.now();
    const requests = journal.requests.slice(first).filter(({ kind }) => kind === 'scans');
    const lines = [...offered(world, requests, (ended - begun) / 1_000), ...judge(world, requests)];
    const back = await usualAgain(world, journal, ended);
    if (back > RECOVERY_MS_MAX) lines.push(`requests took long for ${back} ms after the overload`);
    return lines;
  },
};

/** Three hundred uploads at the same moment, of scans that were sent before: more than there is room for. */
function crowd(load, random) {
  const sent = load.parcels.slice(0, ROWS).map((parcel) => random.pick(parcel.scans));
  for (let i = 0; i < CROWD; i++) load.sendScans(sent);
}

/**
 * How much of an overload it was. A row counts as offered when the door has answered its request: what
 * waited on our side never reached it. How fast this machine can send is not a promise, so the rate is
 * reported and not judged; that more was offered than was let in is.
 */
function offered(world, requests, seconds) {
  const rate = (some) =>
    Math.round(some.reduce((sum, { body }) => sum + body.scans.length, 0) / seconds);
  const answeredBy = (wanted) =>
    requests.filter(({ answers }) => answers.some(({ status }) => wanted(status)));
  const answered = rate(answeredBy((status) => status > 0));
  const accepted = rate(answeredBy((status) => status === 200));
  const line = `${TIMES * PEAK} scans a second and crowds were meant, the door answered ${answered} and accepted ${accepted}`;
  world.note(line);
  return answered > accepted ? [] : [`${line}: it was no overload`];
}

function judge(world, requests) {
  const answers = requests.flatMap((request) => request.answers);
  const accepted = answers
    .filter(({ status }) => status === 200)
    .map(({ ms }) => ms)
    .sort((a, b) => a - b);
  const later = answers.filter(({ status }) => status === 429).length;
  const at = (share) => Math.round(accepted[Math.floor(accepted.length * share)] ?? 0);
  world.say(
    `${accepted.length} accepted (p50 ${at(0.5)}, p99 ${at(0.99)} ms), ${later} told 429, ${answers.length - accepted.length - later} others`,
  );
  const slow = accepted.filter((ms) => ms > ACCEPTED_MS_MAX).length;
  if (later === 0) return ['nobody was told 429: it was no overload'];
  return slow > 0 ? [`${slow} accepted requests took more than ${ACCEPTED_MS_MAX} ms`] : [];
}

/** Milliseconds until requests are answered as fast as usual, five in a row. */
async function usualAgain(world, journal, since) {
  for (let fast = 0; Date.now() - since < 2 * RECOVERY_MS_MAX; await world.pause(200)) {
    const last = journal.requests
      .filter(({ kind }) => kind === 'scans')
      .at(-1)
      ?.answers.at(-1);
    const isFast =
      last !== undefined && last.at > since && last.status === 200 && last.ms < USUAL_MS_MAX;
    fast = isFast ? fast + 1 : 0;
    if (fast >= 5) break;
  }
  const ms = Date.now() - since;
  world.say(`answers are as fast as usual ${ms} ms after the overload`);
  return ms;
}
