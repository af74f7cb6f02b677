/** I5: one parcel for each booking, one row for each link, the same bytes for each Idempotency-Key. */
export async function bookingsAreOnce({ world, journal }) {
  const shipments = await world.rows.query(
    'orders',
    `SELECT tracking_number, ready_at, weight_grams, merchant_id FROM shipments`,
  );
  const links = await world.rows.query(
    'orders',
    'SELECT principal_number || linked_number AS pair FROM shipment_links',
  );
  return [
    ...unequalReplies(journal),
    ...compare(asked(journal), shipments),
    ...compareLinks(journal, new Set(links.map(({ pair }) => pair))),
  ];
}

function compareLinks(journal, kept) {
  const lines = [];
  const wanted = new Set();
  for (const { kind, principal, body, answers } of journal.requests) {
    if (kind !== 'link') continue;
    const pair = principal + body.linkedTrackingNumber;
    wanted.add(pair);
    if (answers.some(({ status }) => status === 201) && !kept.has(pair))
      lines.push(`${principal} and ${body.linkedTrackingNumber}: linked and not kept`);
  }
  for (const pair of kept) if (!wanted.has(pair)) lines.push(`${pair}: nobody linked them`);
  return lines;
}

function unequalReplies(journal) {
  const first = new Map();
  const lines = [];
  for (const { request, answer } of journal.answers()) {
    if (request.key === undefined || answer.status < 200 || answer.status >= 300) continue;
    const known = first.get(request.key);
    if (known === undefined) first.set(request.key, answer.text);
    else if (known !== answer.text) {
      lines.push(`${request.path} ${request.key}: answered ${known} and then ${answer.text}`);
    }
  }
  return lines;
}

/** Ready time, which is of one booking only → what was answered: a number, or nothing yet. */
function asked(journal) {
  const bookings = new Map();
  for (const request of journal.requests) {
    if (request.kind !== 'booking' && request.kind !== 'bookings') continue;
    const { shipments = [request.body] } = request.body;
    const done = request.answers.find(({ status }) => status >= 200 && status < 300);
    const answer = done && JSON.parse(done.text);
    const rejected = new Set((answer?.rejections ?? []).map(({ index }) => index));
    shipments.forEach((shipment, index) => {
      const told =
        shipments.length === 1 && answer?.trackingNumber
          ? answer
          : answer?.results?.find((r) => r.index === index);
      bookings.set(Date.parse(shipment.readyAt), {
        answered: told?.trackingNumber,
        refused: rejected.has(index),
        wanted: shipment.trackingNumber,
        weightGrams: shipment.weightGrams,
      });
    });
  }
  return bookings;
}

function compare(bookings, shipments) {
  const lines = [];
  const found = new Map();
  for (const { tracking_number: number, ready_at: at, weight_grams: grams } of shipments) {
    const booking = bookings.get(at);
    if (booking === undefined || booking.weightGrams !== grams)
      lines.push(`${number}: nobody booked it`);
    else if (found.has(at)) lines.push(`${number} and ${found.get(at)}: one booking, two parcels`);
    else if (booking.answered !== undefined && booking.answered !== number)
      lines.push(`${number}: the client was told ${booking.answered}`);
    else if (booking.wanted !== undefined && booking.wanted !== number)
      lines.push(`${number}: was booked as ${booking.wanted}`);
    found.set(at, number);
  }
  for (const [at, { answered, refused }] of bookings) {
    if (refused) lines.push(`a good booking was refused: ready at ${new Date(at).toISOString()}`);
    if (answered !== undefined && !found.has(at)) lines.push(`${answered}: booked and not kept`);
  }
  return lines;
}
