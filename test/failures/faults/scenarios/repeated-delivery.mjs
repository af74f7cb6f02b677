export const repeatedDelivery = {
  name: 'repeated-delivery',
  promise: 'Every scan delivered one to five times, by the device and by the log, counts once.',
  seconds: 40,
  async run(world, random, seconds, { load }) {
    const end = Date.now() + seconds * 1_000;
    load.shape = (rows) => rows.flatMap((scans) => timesOver(scans, random));
    while (Date.now() < end) {
      await world.pause(1_500);
      for (const topic of [
        'tracking.scan',
        'tracking.parcel',
        'orders.shipment',
        'routing.itinerary',
      ]) {
        const records = await world.log.read(topic);
        const some = random.shuffle(records).slice(0, 40);
        if (some.length > 0)
          await world.log.write(
            topic,
            some.map(({ partition, value }) => ({ partition, value })),
          );
      }
      world.fault('records of four topics delivered again, out of order');
    }
    load.shape = (rows) => rows;
  },
};

/** The same scans in further requests, mixed, and each twice in one of them. */
function timesOver(scans, random) {
  const requests = [scans];
  for (let more = random.between(0, 4); more > 0; more--) requests.push(random.shuffle(scans));
  if (requests.length > 1) requests[1] = [...requests[1], ...scans];
  return requests;
}
