// Which code of the base a code as written counts for, by the register in force when it was written: the
// rules of lineage a second time, over the exported registers and changes alone.

const DAY_MS = 86_400_000;
const before = (day) => new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, 10);
const codesOf = (text) => (text === null || text === '' ? [] : text.split(' '));

/**
 * `heirs(code, heir, from_day, to_day)` for every code of every register that was known: what a code that
 * was written on a day has become. `stated_heirs` the same for what people state of a code since a day.
 */
export async function createHeirs(twin, { base, asOf, knownAt }) {
  const loaded = await twin.rows('SELECT * FROM registers ORDER BY register_date');
  // What was said of a base that was loaded later is what was known when it was loaded.
  const baseAt = Number(loaded.find((r) => r.register_date === base).recorded_at);
  const lineageAt = knownAt === undefined ? undefined : Math.max(knownAt, baseAt);
  const isKnown = (at) => lineageAt === undefined || Number(at) <= lineageAt;
  const dates = loaded.filter((r) => isKnown(r.recorded_at)).map((r) => r.register_date);
  const changes = (await twin.rows('SELECT * FROM changes')).filter(
    (c) => isKnown(c.recorded_at) && (c.superseded_at === null || !isKnown(c.superseded_at)),
  );
  const registers = new Map();
  for (const { register_date: date, code, name, kind } of await twin.rows(
    'SELECT * FROM register_units',
  )) {
    if (!registers.has(date)) registers.set(date, new Map());
    registers.get(date).set(code, `${name} ${kind}`);
  }
  const everyCode = new Set([...registers.values()].flatMap((units) => [...units.keys()]));
  const world = { dates, registers, changes };
  const rows = [];
  const strayRows = [];
  dates.forEach((date, i) => {
    const [first, next] = [i === 0 ? '0001-01-01' : date, dates[i + 1]];
    const end = next === undefined ? '9999-12-31' : before(next);
    // A change that took effect before the next edition gave out codes as that edition says them.
    const early = changes.filter(
      (c) => c.earlier === date && c.later === next && c.effective_on < c.later,
    );
    const starts = [...new Set([first, ...early.map((c) => c.effective_on)])].sort((a, b) =>
      a < b ? -1 : 1,
    );
    starts.forEach((from, part) => {
      if (from > asOf) return;
      const to = starts[part + 1] === undefined ? end : before(starts[part + 1]);
      const given = early.filter((c) => c.effective_on <= from);
      const taken = new Set(given.flatMap((c) => codesOf(c.to_codes)));
      const rowOf = (code, heir) => `('${code}', '${heir}', DATE '${from}', DATE '${to}')`;
      for (const code of everyCode) {
        const register = taken.has(code) ? next : date;
        const heirs = heirsOf(code, register, base, world);
        rows.push(...heirs.map((heir) => rowOf(code, heir)));
        const strays = strayHeirsOf(code, register, heirs, base, world);
        strayRows.push(...strays.map((heir) => rowOf(code, heir)));
      }
    });
  });
  const tableOf = (values) => `(VALUES ${values.join(', ')}) AS h(code, heir, from_day, to_day)`;
  const strays = strayRows.length === 0 ? '' : `UNION ALL SELECT * FROM ${tableOf(strayRows)}`;
  await twin.connection.run(
    `CREATE OR REPLACE TEMP TABLE heirs AS SELECT * FROM ${tableOf(rows)};
     CREATE OR REPLACE TEMP TABLE stated_heirs AS SELECT * FROM heirs ${strays}`,
  );
}

/**
 * For a code that the register of the day does not state, and that leads to nothing by it: what it has
 * become by the last register before that states it, or else by the first one after.
 */
function strayHeirsOf(code, date, heirs, base, { dates, registers, changes }) {
  const isInBase = (heir) => registers.get(base).has(heir);
  if (heirs.some(isInBase)) return [];
  const states = dates.filter((one) => registers.get(one).has(code));
  if (states.length === 0 || states.includes(date)) return [];
  const reading = states.findLast((one) => one < date) ?? states[0];
  return heirsOf(code, reading, base, { dates, registers, changes }).filter(isInBase);
}

/** The codes of `base` that a code of the register `date` has become, edition by edition. */
function heirsOf(code, date, base, world) {
  const { dates } = world;
  const step = date < base ? 1 : -1;
  let codes = [code];
  for (let at = dates.indexOf(date); dates[at] !== base; at += step) {
    const isFirst = dates[at] === date;
    codes = [
      ...new Set(codes.flatMap((one) => nextOf(one, dates[at], dates[at + step], isFirst, world))),
    ];
  }
  return codes;
}

function nextOf(code, here, there, isFirst, { registers, changes }) {
  const [earlier, later] = here < there ? [here, there] : [there, here];
  const isForward = here === earlier;
  const between = changes.filter((c) => c.earlier === earlier && c.later === later);
  const sides = between.map((c) => {
    const [from, to] = [codesOf(c.from_codes), codesOf(c.to_codes)];
    const splits = isForward ? c.kind === 'split' : c.kind === 'merge';
    return { from: isForward ? from : to, to: isForward ? to : from, splits, heir: c.heir };
  });
  const leaving = sides.findLast(({ from }) => from.includes(code));
  if (leaving) return leaving.splits ? [leaving.heir].filter(Boolean) : leaving.to;
  const [said, says] = [registers.get(here).get(code), registers.get(there).get(code)];
  if (said === undefined) return says !== undefined && !isFirst ? [] : [code];
  if (said !== says) return []; // no change says what became of it
  return sides.some(({ to }) => to.includes(code)) ? [] : [code];
}
