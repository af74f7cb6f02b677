import pg from 'pg';
import { Evidence, answersSince } from './evidence.mjs';

const CONNECTIONS_MAX = 200;

export const databaseStops = {
  name: 'database-stops',
  promise:
    'Database stopped at once, sessions ended, locked up or out of connections: doors say 503 and when to come again, never a wrong yes.',
  seconds: 90,
  shortSeconds: 15,
  async run(world, random, seconds, { journal }) {
    const end = Date.now() + seconds * 1_000;
    const evidence = new Evidence(world);
    do {
      for (const [kind, fault] of random.shuffle(Object.entries(FAULTS))) {
        const begun = Date.now();
        const seen = await fault(world, random);
        const refused = answersSince(journal, begun);
        const asks503 = kind !== 'sessions ended'; // whoever finds his session gone takes another
        const what = `${seen.what}, ${refused} answers of 503`;
        evidence.note(kind, seen.hit && (refused > 0 || !asks503), what);
        await world.pause(random.between(500, 2_000));
      }
    } while (Date.now() < end);
    return evidence.differences();
  },
};

const FAULTS = {
  'stopped at once': stopAtOnce,
  'sessions ended': endSessions,
  'locked up': lockUp,
  'connections taken': takeAllConnections,
};

/** Ends the sessions of the services; resolves to how many of them there were. */
const END_SESSIONS = `SELECT count(pg_terminate_backend(pid)) AS n, count(DISTINCT application_name) AS services
  FROM pg_stat_activity WHERE application_name LIKE 'youlu-%' AND datname = current_database()`;

/** Immediate shutdown: PostgreSQL recovers from its log at the next start. */
async function stopAtOnce(world, random) {
  const before = world.engine('postgres').pid;
  await world.bounce('postgres', random.between(200, 2_500), 'SIGQUIT');
  return { hit: world.engine('postgres').pid !== before, what: 'another process runs' };
}

async function endSessions(world) {
  world.fault('all sessions ended');
  const [{ n, services }] = await world.rows.query('public', END_SESSIONS);
  return { hit: services >= 4, what: `${n} sessions of ${services} services` };
}

/** Whoever needs these rows waits, until every connection of the pools waits. */
async function lockUp(world, random) {
  const ms = random.between(6_000, 8_000);
  world.fault(`merchants and corrections locked for ${ms} ms, so that the pools run dry`);
  let waiting = 0;
  await world.rows.with('public', async (client) => {
    await client.query('BEGIN');
    await client.query(
      'LOCK TABLE orders.merchants, tracking.corrections IN ACCESS EXCLUSIVE MODE',
    );
    for (const end = Date.now() + ms; Date.now() < end; await world.pause(500)) {
      const { rows } = await client.query('SELECT count(*) AS n FROM pg_locks WHERE NOT granted');
      waiting = Math.max(waiting, rows[0].n);
    }
    await client.query('ROLLBACK');
  });
  return { hit: waiting > 0, what: `${waiting} waited for a lock` };
}

/** No session is left for anybody, and those of the services are ended, so that they need new ones. */
async function takeAllConnections(world, random) {
  const ms = random.between(1_000, 3_000);
  world.fault(`all connections taken for ${ms} ms`);
  const taken = [];
  const takeRest = () => take(world, taken);
  let refusal = await takeRest();
  const ended = (await taken[0]?.query(END_SESSIONS))?.rows[0];
  for (const end = Date.now() + ms; Date.now() < end; await world.pause(50)) {
    refusal = (await takeRest()) ?? refusal; // those that were just ended are free now
  }
  await Promise.all(taken.map((client) => client.end()));
  const what = `${taken.length} taken, then ${refusal}; ${ended?.n} sessions ended`;
  return { hit: refusal === '53300' && Number(ended?.n) > 0, what };
}

/** Resolves to why there are no more. */
async function take(world, taken) {
  while (taken.length < CONNECTIONS_MAX) {
    const client = new pg.Client({ connectionString: world.rows.url });
    client.on('error', () => undefined);
    try {
      await client.connect();
    } catch (error) {
      return error.code;
    }
    taken.push(client);
  }
  return undefined;
}
