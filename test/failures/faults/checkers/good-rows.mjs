/** Rows of a topic that a service has taken: all that its letters do not hold, poison left out. */
export async function goodRows({ rows, log }, topic, service) {
  const letters = await rows.query(
    service,
    'SELECT partition, "offset", row_index FROM dead_letters WHERE topic = $1',
    [topic],
  );
  const parked = new Set(letters.map((l) => `${l.partition}:${l.offset}:${l.row_index}`));
  const isParked = ({ partition, offset }, row) => parked.has(`${partition}:${offset}:${row}`);
  const good = [];
  for (const record of await log.read(topic)) {
    if (isParked(record, -1)) continue;
    rowsOf(record.value).forEach((row, i) => {
      if (!isParked(record, i)) good.push(row);
    });
  }
  return good;
}

/** Records of another type, or of none, carry no rows of this topic. */
function rowsOf(value) {
  try {
    const rows = JSON.parse(value.toString('utf8')).data.rows;
    return Array.isArray(rows) ? rows : [];
  } catch {
    return [];
  }
}
