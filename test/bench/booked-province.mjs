// Orders, tracking and coverage as processes, with merchants who may book.
import { BenchProcess } from './bench-process.mjs';
import { Service } from './product.mjs';

const MERCHANTS = 10;
const SERIALS_OF_A_MERCHANT = 100_000; // as in load/workload.ts
const BOOKING_CONNECTIONS = 2;
const LOOK_EVERY_MS = 100;

export class BookedProvince {
  static async start(engines) {
    const started = new BookedProvince();
    started.engines = engines;
    started.tracking = await Service.start('tracking', engines.env);
    started.orders = await Service.start('orders', engines.env);
    started.coverage = await Service.start('coverage', engines.env);
    started.load = await BenchProcess.start('load/generator.js', { name: 'load' });
    for (let i = 0; i < MERCHANTS; i++) {
      const merchantId = `bench-${i}`;
      await started.orders.post('/v1/merchants', { merchantId, name: merchantId, simulated: true });
      const count = SERIALS_OF_A_MERCHANT;
      const block = { merchantId, serviceIndicator: 'LX', count, first: i * count };
      await started.orders.post('/v1/number-blocks', block);
    }
    return started;
  }

  /** Process ids of the product, by service. */
  get pids() {
    const { tracking, orders, coverage } = this;
    return { tracking: tracking.pid, orders: orders.pid, coverage: coverage.pid };
  }

  /** Books the parcels of a series; resolves when tracking knows of them. */
  async book(workload) {
    await this.load.call('prepareBookings', workload);
    const args = { port: this.orders.port, connections: BOOKING_CONNECTIONS };
    const { rows } = await this.load.call('post', args);
    if (rows !== workload.parcels) throw new Error(`${rows} of ${workload.parcels} were booked`);
    await this.untilSettled();
  }

  /** Every scan posted so far can be read in its parcel's timeline. Asking costs the broker too. */
  untilQueryable() {
    const isRead = () => this.#isRead('tracking');
    return this.engines.until('Every scan to be queryable', isRead, LOOK_EVERY_MS);
  }

  /** Nothing is under way: outboxes sent, every consumer at the end of its topics. */
  untilSettled() {
    const waiting = `SELECT EXISTS (SELECT FROM tracking.outbox)
      OR EXISTS (SELECT FROM orders.outbox) AS is_waiting`;
    const isSettled = async () => {
      const [{ is_waiting: isWaiting }] = await this.engines.query(waiting);
      if (isWaiting) return false;
      for (const name of ['tracking', 'context', 'orders', 'coverage']) {
        if (!(await this.#isRead(name))) return false;
      }
      return true;
    };
    return this.engines.until('Nothing to be under way', isSettled, LOOK_EVERY_MS);
  }

  async stop() {
    await this.load?.stop();
    await Promise.all([this.tracking, this.orders, this.coverage].map((s) => s?.stop()));
  }

  async #isRead(name) {
    const [group, topic] = {
      tracking: ['tracking.scan-writer', 'tracking.scan'],
      context: ['tracking.parcel-context', 'orders.shipment'],
      orders: ['orders.parcels', 'tracking.parcel'],
      coverage: ['coverage.evidence', 'tracking.parcel'],
    }[name];
    return (await this.engines.lag(group, topic)) === 0;
  }
}
