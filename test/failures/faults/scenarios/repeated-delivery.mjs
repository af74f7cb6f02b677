import { scanKey } from '../journal.mjs';
import { Evidence } from './evidence.mjs';

const TOPICS = ['tracking.scan', 'tracking.parcel', 'orders.shipment', 'routing.itinerary'];

export const repeatedDelivery = {
  name: 'repeated-delivery',
  promise: 'Every scan delivered one to five times, by the device and by the log, counts once.',
  seconds: 40,
  async run(world, random, seconds, { load, journal }) {
    const end = Date.now() + seconds * 1_000;
    const evidence = new Evidence(world);
    load.shape = (rows) => rows.flatMap((scans) => timesOver(scans, random));
    while (Date.now() < end) {
      await world.pause(1_500);
      for (const topic of TOPICS) {
        const repeats = await repeat(world, random, topic);
        evidence.note(`${topic} told again`, repeats > 0, `${repeats} records`);
      }
      world.fault('records of four topics delivered again, out of order');
    }
    load.shape = (rows) => rows;
    const { times, distinct } = acceptedTimes(journal);
    const most = Math.max(0, ...times.values());
    const what = `${distinct} scans accepted ${sum(times)} times, one of them ${most} times`;
    evidence.note('scans sent again', sum(times) > 2 * distinct && most >= 5, what);
    return evidence.differences();
  },
};

/** Puts records of a topic on it once more; resolves to how many. */
async function repeat(world, random, topic) {
  const records = await world.log.read(topic);
  const some = random.shuffle(records).slice(0, 40);
  const messages = some.map(({ partition, value }) => ({ partition, value }));
  if (messages.length > 0) await world.log.write(topic, messages);
  return messages.length;
}

/** What a scan says → in how many rows of how many requests the door has said yes to it. */
function acceptedTimes(journal) {
  const times = new Map();
  for (const { request, answer } of journal.answers()) {
    if (request.kind !== 'scans' || answer.status !== 200) continue;
    for (const scan of request.body.scans)
      times.set(scanKey(scan), (times.get(scanKey(scan)) ?? 0) + 1);
  }
  return { times, distinct: times.size };
}

function sum(times) {
  return [...times.values()].reduce((total, n) => total + n, 0);
}

/** The same scans in further requests, mixed, and each twice in one of them. */
function timesOver(scans, random) {
  const requests = [scans];
  for (let more = random.between(0, 4); more > 0; more--) requests.push(random.shuffle(scans));
  if (requests.length > 1) requests[1] = [...requests[1], ...scans];
  return requests;
}
