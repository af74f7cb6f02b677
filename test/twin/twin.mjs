// The indicators a second time, in SQL on DuckDB over exported files alone; see sql/*.sql.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { createHeirs } from './heirs.mjs';

const SQL = join(import.meta.dirname, 'sql');
const sqlOf = (name) => readFileSync(join(SQL, `${name}.sql`), 'utf8');

/** Columns by their type; all others are text. */
const TYPES = {
  DATE: [
    'register_date',
    'valid_from',
    'valid_to',
    'ended_on',
    'ends_day',
    'opens_on',
    'closes_on',
    'served_from',
    'earlier',
    'later',
    'effective_on',
  ],
  BIGINT: [
    'recorded_at',
    'occurred_at',
    'visited_at',
    'sent_at',
    'known_from',
    'known_to',
    'end_known_from',
    'end_recorded_at',
    'superseded_at',
  ],
  INTEGER: ['level', 'version', 'ordinal', 'frequency_per_week', 'visits_per_week', 'units'],
  BOOLEAN: ['simulated'],
};
const TYPE_OF = new Map(
  Object.entries(TYPES).flatMap(([type, names]) => names.map((n) => [n, type])),
);

/** What an edition counts and asks for where the question does not say. */
export const EDITIONS = {
  'township-outlet.2020': { population: 'townships', windowDays: 28, daysNeeded: 1 },
  'township-outlet.current': { population: 'townships', windowDays: 28, daysNeeded: 4 },
  'village-express.2020': { population: 'villages', windowDays: 28, daysNeeded: 1 },
  'village-express.current': { population: 'villages', windowDays: 28, daysNeeded: 4 },
  'village-direct-mail.2020': { population: 'villages', windowWeeks: 4, daysNeeded: 3 },
  'village-direct-mail.current': { population: 'villages', windowWeeks: 4, daysNeeded: 3 },
  'village-station.2020': { population: 'villages', windowDays: 28, daysNeeded: 1 },
  'township-post-office.2020': {
    population: 'township-post-office',
    windowDays: 28,
    daysNeeded: 1,
  },
  'border-hamlet.2020': { population: 'border-hamlet', windowDays: 28, daysNeeded: 1 },
};

export class Twin {
  /** Reads the files of an export. */
  static async open(folder) {
    const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
    const connection = await instance.connect();
    const tables = [
      'registers',
      'register-units',
      'declarations',
      'filings',
      'facts',
      'former-facts',
      'links',
      'visits',
      'former-visits',
      'nodes',
      'targets',
      'prescriptions',
      'rulings',
      'changes',
    ];
    for (const table of tables) {
      const file = join(folder, `${table}.csv`);
      if (!existsSync(file)) continue;
      const header = readFileSync(file, 'utf8').split('\n', 1)[0].split(',');
      const columns = header.map((name) => `'${name}': '${TYPE_OF.get(name) ?? 'VARCHAR'}'`);
      await connection.run(
        `CREATE TABLE "${table.replaceAll('-', '_')}" AS SELECT * FROM read_csv('${file}',
           header = true, delim = ',', quote = '"', escape = '"', columns = {${columns.join(', ')}})`,
      );
    }
    await connection.run(
      `ALTER TABLE register_units ADD COLUMN level INTEGER;
       UPDATE register_units SET level = CASE length(code)
         WHEN 2 THEN 1 WHEN 4 THEN 2 WHEN 6 THEN 3 WHEN 9 THEN 4 ELSE 5 END`,
    );
    return new Twin(instance, connection);
  }

  constructor(instance, connection) {
    this.instance = instance;
    this.connection = connection;
  }

  async rows(sql) {
    const reader = await this.connection.runAndReadAll(sql);
    return reader.getRowObjectsJson();
  }

  /**
   * States of the units and rates of the places: `{ units, rates }`, both by code.
   * @param question {indicator, edition, asOf, knownAt?, denominator, base, windowDays?, …}
   */
  async answer(question) {
    const name = `${question.indicator}.${question.edition}`;
    const usual = EDITIONS[name];
    const asked = { ...usual, ...question };
    const { first, last } = windowOf(asked);
    const text = (value) => `'${String(value).replaceAll("'", "''")}'`;
    const variables = {
      indicator: text(asked.indicator),
      population: text(asked.population),
      denominator: text(asked.denominator),
      base: `DATE ${text(asked.base)}`,
      as_of: `DATE ${text(asked.asOf)}`,
      known_at: asked.knownAt === undefined ? 'NULL::BIGINT' : `${asked.knownAt}::BIGINT`,
      first_day: `DATE ${text(first)}`,
      last_day: `DATE ${text(last)}`,
      days_needed: `${asked.daysNeeded}`,
      modes: asked.modes ? `[${asked.modes.map(text).join(', ')}]` : 'NULL::VARCHAR[]',
    };
    for (const [variable, value] of Object.entries(variables)) {
      await this.connection.run(`SET VARIABLE ${variable} = ${value}`);
    }
    await createHeirs(this, asked);
    for (const step of ['known', 'population', 'evidence', name, 'states']) {
      await this.connection.run(sqlOf(step));
    }
    return {
      units: await this.rows('SELECT * FROM states ORDER BY code'),
      rates: await this.rows('SELECT * FROM rates ORDER BY code'),
    };
  }

  close() {
    this.connection.closeSync();
    this.instance.closeSync();
  }
}

const DAY_MS = 86_400_000;
const plus = (day, days) => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** The days that count: those that end on the day, or whole weeks, Monday to Sunday, that are over. */
function windowOf({ asOf, windowDays, windowWeeks }) {
  if (windowWeeks === undefined) return { first: plus(asOf, 1 - windowDays), last: asOf };
  const weekday = (new Date(Date.parse(asOf)).getUTCDay() + 6) % 7; // 0 = Monday
  const last = weekday === 6 ? asOf : plus(asOf, -1 - weekday);
  return { first: plus(last, 1 - 7 * windowWeeks), last };
}
