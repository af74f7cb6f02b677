// Snapshots applied by coverage: evidence, bitmaps of days and all, batch by batch in transactions like
// those of its consumer; beside it the same without the bitmaps, to show what their upkeep costs.
import { createRequire } from 'node:module';
import { BenchEngines } from './bench-engines.mjs';
import { heldOpen } from './held-open.mjs';
import { secondsOf } from './processes.mjs';
import { Service } from './product.mjs';

const require = createRequire(import.meta.url);
const dist = (file) => require(`../../dist/${file}.js`);

export const rounds = 7;
export const targets = {
  snapshots_per_s: { must: 5_000, aim: 20_000, atLeast: true },
  upkeep_cpu_percent: { must: 100, aim: 30 },
};

const PARCELS = 20_000;
const BATCH = 5_000;
const VILLAGES = 2_000;
const AT = Date.parse('2020-08-31T10:00:00+08:00');
const DAY_MS = 86_400_000;
const OFFICIAL_MS = 8 * 3_600_000;
const hundredth = (value) => Math.round(value * 100) / 100;

/** A parcel's three snapshots that change evidence: accepted, held at its station, handed over. */
function snapshotsOf(contract, round) {
  const [template] = contract.example.facts;
  const fact = (p, n, kind, placeCode) => ({
    ...template,
    scanId: `s-${p}-${n}`,
    kind,
    nodeId: `n-${placeCode}`,
    placeCode,
    occurredAt: AT + ((p % 28) + n) * DAY_MS + (p % 36_000) * 1000,
    recordedAt: AT + ((p % 28) + n) * DAY_MS + (p % 36_000) * 1000 + 500,
    endsAt: null,
  });
  return [1, 2, 3].flatMap((version) =>
    Array.from({ length: PARCELS }, (_, p) => {
      const village = String(653_024_000_000 + ((p * 31) % VILLAGES));
      const station = village.slice(0, 9);
      const told = [
        fact(p, 0, 'accepted', '330100'),
        fact(p, 1, 'held-at-station', station),
        fact(p, 2, 'delivered', village),
      ].slice(0, version);
      const facts = told.map((one, i) => ({ ...one, endsAt: told[i + 1]?.occurredAt ?? null }));
      const trackingNumber = `R${round}P${String(p).padStart(8, '0')}`;
      return { ...contract.example, trackingNumber, version, destinationCode: village, facts };
    }),
  );
}

/** Days of each place and channel as the snapshots of a pass tell them. */
function daysToldOf(snapshots) {
  const told = snapshots.flatMap(({ facts }) =>
    facts
      .filter(({ kind }) => kind !== 'held-at-station')
      .map(
        (fact) =>
          `${fact.placeCode} ${fact.kind} ${Math.floor((fact.occurredAt + OFFICIAL_MS) / DAY_MS)}`,
      ),
  );
  return new Set(told).size;
}

/** SQL: bitmaps that are not the distinct days of the facts that are stored. */
const WRONG_DAYS = `(
  WITH told AS (
    SELECT DISTINCT place_code, extract(year FROM day)::int2 AS year, day,
      CASE kind WHEN 'delivered' THEN 'handed-over' ELSE kind END AS channel,
      coalesce(direction, 'unstated') AS direction, coalesce(mode, 'unstated') AS mode, simulated
    FROM coverage.parcel_facts WHERE is_evidence),
  kept AS (
    SELECT place_code, year, channel, direction, mode, simulated, make_date(year, 1, 1) + bit AS day
    FROM coverage.village_days, generate_series(0, 365) bit WHERE get_bit(days, bit) = 1)
  SELECT count(*) FROM told
  FULL JOIN kept USING (place_code, year, channel, direction, mode, simulated, day)
  WHERE told IS NULL OR kept IS NULL)::int AS wrong`;

export async function open(say) {
  const { ParcelsChanged } = dist('libs/contracts/src/index');
  const { withDatabase } = dist('libs/persistence/src/pool/open-database');
  const { ReplaceEvidence } = dist('apps/coverage/src/evidence/replace-evidence.use-case');
  const repositories = {
    ...dist('apps/coverage/src/evidence/parcel-facts.repository'),
    ...dist('apps/coverage/src/village-days/village-day.repository'),
    ...dist('apps/coverage/src/region-reads/revision.repository'),
  };
  const { KeepVillageDays } = dist('apps/coverage/src/village-days/keep-village-days.use-case');
  const { NoteChange } = dist('apps/coverage/src/region-reads/note-change.use-case');
  const engines = await BenchEngines.start();
  const service = await Service.start('coverage', engines.env); // makes the tables
  await service.stop();
  process.env['DATABASE_URL'] = engines.databaseUrl;
  const { db, done } = await heldOpen(withDatabase, 'coverage');
  const applierWith = (keepVillageDays) =>
    new ReplaceEvidence(
      new repositories.ParcelFactsRepository(),
      keepVillageDays,
      new NoteChange(new repositories.RevisionRepository()),
    );
  const appliers = {
    apply: applierWith(new KeepVillageDays(new repositories.VillageDayRepository())),
    without_days: applierWith({ afterReplacing: async () => undefined }),
  };
  const pids = { node: process.pid, postgres: engines.pids.postgres };
  const factsAndDays = async () => {
    const [row] = await engines.query(
      `SELECT (SELECT count(*) FROM coverage.parcel_facts)::int AS facts,
              (SELECT sum(bit_count(days)) FROM coverage.village_days)::int AS days, ${WRONG_DAYS}`,
    );
    return row;
  };

  const pass =
    (name) =>
    async ({ round }) => {
      const tables = ['parcels', 'parcel_facts', 'former_facts', 'village_days'];
      await engines.query(`TRUNCATE ${tables.map((t) => `coverage.${t}`).join(', ')}`);
      const snapshots = snapshotsOf(ParcelsChanged, round);
      const [before, begun] = [secondsOf(pids), performance.now()];
      for (let at = 0; at < snapshots.length; at += BATCH) {
        await db.transaction((tx) => appliers[name].execute(tx, snapshots.slice(at, at + BATCH)));
      }
      const seconds = (performance.now() - begun) / 1000;
      const after = secondsOf(pids);
      const { facts, days, wrong } = await factsAndDays();
      if (facts !== PARCELS * 3) throw new Error(`${facts} facts of ${PARCELS * 3}`);
      const told = daysToldOf(snapshots);
      if (name === 'apply' && (days !== told || wrong !== 0))
        throw new Error(`${days} days are kept of ${told}, ${wrong} not as the facts have them`);
      const us = (which) => hundredth(((after[which] - before[which]) / snapshots.length) * 1e6);
      return {
        snapshots_per_s: Math.round(snapshots.length / seconds),
        node_us: us('node'),
        postgres_us: us('postgres'),
      };
    };
  say(`${PARCELS * 3} snapshots a pass, ${VILLAGES} villages, batches of ${BATCH}`);
  const cpu = ({ node_us: node, postgres_us: postgres }) => node + postgres;
  return {
    variants: { apply: pass('apply'), without_days: pass('without_days') },
    figures: ({ apply, without_days: without }) => ({
      snapshots_per_s: apply.snapshots_per_s,
      cpu_us: hundredth(cpu(apply)),
      upkeep_us: hundredth(cpu(apply) - cpu(without)),
      upkeep_cpu_percent: hundredth((cpu(apply) / cpu(without) - 1) * 100),
    }),
    close: async () => {
      await done();
      await engines.close();
    },
  };
}
