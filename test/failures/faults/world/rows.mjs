import pg from 'pg';
import { built } from './built.mjs';

const { clientTypes } = built('libs/persistence/src/pool/pg-types.js');
const TRIES = 20;

/**
 * Reads and writes rows of one service beside it, as the server's own user: what a checker sees does
 * not pass through the code under test. Waits for a server that is coming back.
 */
export class Rows {
  constructor(url) {
    this.url = url;
  }

  async query(schema, sql, params) {
    return this.with(schema, async (client) => (await client.query(sql, params)).rows);
  }

  /** The part of the product's `Database` that its own recounts need. */
  reader(schema) {
    return { service: schema, query: (sql, params) => this.query(schema, sql, params) };
  }

  async with(schema, work) {
    for (let tried = 1; ; tried++) {
      try {
        return await this.once(schema, work);
      } catch (error) {
        const passing =
          /^(57P|53|08|ECONN)/.test(error.code ?? '') || /terminated/.test(error.message);
        if (!passing || tried >= TRIES) throw error;
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    }
  }

  /** A connection of one's own; whoever opens it ends it. */
  async open(schema) {
    const options = `-c search_path=${schema} -c timezone=UTC`;
    const client = new pg.Client({ connectionString: this.url, options, types: clientTypes });
    client.on('error', () => undefined); // whoever waits for a query learns it there
    await client.connect();
    return client;
  }

  async once(schema, work) {
    const client = await this.open(schema);
    try {
      return await work(client);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
