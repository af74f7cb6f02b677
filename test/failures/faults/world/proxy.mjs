import { connect, createServer } from 'node:net';

/**
 * A line between services and an engine that can go bad: `latencyMs` for each piece of data,
 * `reset()` of all connections, `dead` connections over which nothing comes any more although they
 * stay open (half open), and `mute`: 'up' or 'down', one direction of new and old ones. Counts what it has
 * done to what came by, so that a fault can show that it hit.
 */
export class Proxy {
  constructor(port, target) {
    this.port = port;
    this.target = target;
    this.latencyMs = 0;
    this.mute = undefined;
    this.pairs = new Set();
    /** Bytes that came late, were lost on a mute line, went unheard on a dead one; connections reset, made dead. */
    this.done = { late: 0, lost: 0, unheard: 0, reset: 0, silent: 0 };
    this.server = createServer((socket) => this.accept(socket));
  }

  async start() {
    await new Promise((resolve, reject) => {
      this.server.once('error', reject).listen(this.port, '127.0.0.1', resolve);
    });
    return this;
  }

  async stop() {
    this.reset();
    await new Promise((resolve) => this.server.close(resolve));
  }

  accept(client) {
    const server = connect(this.target, '127.0.0.1');
    const pair = { client, server, isDead: false, late: { up: [], down: [] } };
    this.pairs.add(pair);
    const end = () => {
      this.pairs.delete(pair);
      if (pair.isDead) return; // whoever is on the other end hears nothing of it
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      socket.on('error', end).on('close', end);
    }
    client.on('data', (data) => this.pass(pair, server, data, 'up'));
    server.on('data', (data) => this.pass(pair, client, data, 'down'));
  }

  /** No piece passes the one before it in its direction, also when the line has become fast meanwhile. */
  pass(pair, to, data, direction) {
    if (pair.isDead) return void (this.done.unheard += data.length);
    if (this.mute === direction) return void (this.done.lost += data.length);
    const late = pair.late[direction];
    if (this.latencyMs === 0 && late.length === 0) return void to.write(data);
    const due = Math.max(late.at(-1)?.due ?? 0, performance.now() + this.latencyMs);
    late.push({ due, data });
    this.done.late += data.length;
    if (late.length === 1) this.deliver(pair, to, late);
  }

  deliver(pair, to, late) {
    setTimeout(() => {
      while (late.length > 0 && late[0].due <= performance.now()) {
        const { data } = late.shift();
        if (!pair.isDead && !to.destroyed) to.write(data);
      }
      if (late.length > 0) this.deliver(pair, to, late);
    }, late[0].due - performance.now());
  }

  /** RST to both ends of every connection. */
  reset() {
    for (const { client, server } of this.pairs) {
      client.resetAndDestroy();
      server.resetAndDestroy();
      this.done.reset++;
    }
  }

  /** What is open now stays open and silent for ever; the engine sees its end close. New ones work. */
  kill() {
    for (const pair of this.pairs) {
      if (!pair.isDead) this.done.silent++;
      pair.isDead = true;
      pair.server.destroy();
    }
  }

  heal() {
    this.latencyMs = 0;
    if (this.mute !== undefined) {
      delete this.mute;
      this.reset(); // bytes were lost on the way: no line goes on after that
    }
  }
}
