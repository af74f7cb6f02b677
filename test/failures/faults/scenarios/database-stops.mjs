import pg from 'pg';

const CONNECTIONS_MAX = 200;

export const databaseStops = {
  name: 'database-stops',
  promise:
    'Database stopped at once, sessions ended, locked up or out of connections: doors say 503 and when to come again, never a wrong yes.',
  seconds: 90,
  shortSeconds: 15,
  async run(world, random, seconds, { journal }) {
    const end = Date.now() + seconds * 1_000;
    const faults = [stopAtOnce, endSessions, lockUp, takeAllConnections];
    do {
      for (const fault of random.shuffle(faults)) {
        await fault(world, random);
        await world.pause(random.between(500, 2_000));
      }
    } while (Date.now() < end);
    const refused = [...journal.answers()].filter(({ answer }) => answer.status === 503).length;
    return refused > 0 ? [] : ['no door ever said 503: the faults did not reach them'];
  },
};

/** Immediate shutdown: PostgreSQL recovers from its log at the next start. */
async function stopAtOnce(world, random) {
  await world.bounce('postgres', random.between(200, 2_500), 'SIGQUIT');
}

async function endSessions(world) {
  world.fault('all sessions ended');
  await world.rows.query(
    'public',
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name LIKE 'youlu-%'`,
  );
}

/** Whoever needs these rows waits, until every connection of the pools waits. */
async function lockUp(world, random) {
  const ms = random.between(6_000, 8_000);
  world.fault(`merchants and corrections locked for ${ms} ms, so that the pools run dry`);
  await world.rows.with('public', async (client) => {
    await client.query('BEGIN');
    await client.query(
      'LOCK TABLE orders.merchants, tracking.corrections IN ACCESS EXCLUSIVE MODE',
    );
    await world.pause(ms);
    await client.query('ROLLBACK');
  });
}

/** No session is left for anybody, and those of the services are ended, so that they need new ones. */
async function takeAllConnections(world, random) {
  const ms = random.between(1_000, 3_000);
  world.fault(`all connections taken for ${ms} ms`);
  const taken = [];
  for (let i = 0; i < CONNECTIONS_MAX; i++) {
    const client = new pg.Client({ connectionString: world.rows.url });
    client.on('error', () => undefined);
    try {
      await client.connect();
    } catch {
      break; // there are no more
    }
    taken.push(client);
  }
  await taken[0]?.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'youlu-%'`,
  );
  await world.pause(ms);
  await Promise.all(taken.map((client) => client.end()));
}
