import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Log } from './log.mjs';
import { freePort } from './ports.mjs';
import { Rows } from './rows.mjs';
import { Service } from './service.mjs';

export const SERVICES = ['orders', 'routing', 'tracking', 'coverage'];
export const PARTITIONS = 6;
/** From process start until it works again, as the guarantees say. */
export const RECOVERY_MS_MAX = { service: 10_000, postgres: 10_000, kafka: 30_000 };

/** From SIGTERM to the end of a service, as the guarantees say. */
const STOP_MS_MAX = 10_000;
/** Where seconds are not judged, since the machine may be busy: what has not ended by then never will. */
const PATIENT_STOP_MS_MAX = 40_000;

/** What runs when the last fault heals is ready by then. */
const HEALED_MS_MAX = 60_000;

let worlds = 0;

async function isReadyWithin(service, msMax) {
  for (const end = Date.now() + msMax; Date.now() < end; await sleep(100)) {
    if ((await service.readiness()).status === 200) return true;
  }
  return false;
}

/**
 * Four services as processes of their own on a database and topics of their own, and whoever may
 * stop, kill, freeze and start them by name: `orders`, `tracking`, `tracking-2`, `postgres`, `kafka`.
 */
export class World {
  constructor(engines, { dist, say, replication = 1, isTimed = true }) {
    this.engines = engines;
    this.dist = dist;
    this.tell = say;
    this.replication = replication;
    this.name = `w${++worlds}`;
    this.prefix = `${this.name}.`;
    this.folder = join(engines.folder, this.name);
    this.services = new Map();
    /** Every start after a fault: who, how long, which bound. */
    this.recoveries = [];
    this.stopMsMax = isTimed ? STOP_MS_MAX : PATIENT_STOP_MS_MAX;
    /** Every stop that was asked for by SIGTERM. */
    this.stops = [];
    this.faults = 0;
    /** Signal → how many processes ended by it. */
    this.kills = {};
    /** Lines for the report, beside the differences. */
    this.notes = [];
    this.begun = performance.now();
  }

  /** An empty database, then the services, each with a port it keeps. */
  async up(names = SERVICES, env = {}) {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(join(this.folder, 'events.log'), '');
    const server = new Rows(this.engines.databaseServer);
    await server.query('public', `CREATE DATABASE faults_${this.name}`);
    this.rows = new Rows(this.databaseUrl(this.engines.databaseServer));
    this.log = new Log(this.engines.brokers, this.prefix);
    for (const name of names) await this.add(name, env);
    await this.startServices();
  }

  /** All at once, as a machine does when it boots. */
  async startServices() {
    for (const service of this.services.values()) service.spawn();
    await Promise.all([...this.services.values()].map((service) => service.untilReady()));
  }

  databaseUrl(server) {
    const url = new URL(server);
    url.pathname = `/faults_${this.name}`;
    return url.toString();
  }

  /** Another process; `tracking-2` is a second member of what `tracking` does. Does not start it. */
  async add(name, env = {}) {
    const service = new Service(name, {
      app: name.replace(/-\d+$/, ''),
      port: await freePort(),
      dist: this.dist,
      folder: this.folder,
      stopMsMax: this.stopMsMax,
      stops: this.stops,
      env: {
        DATABASE_URL: this.databaseUrl(
          this.engines.servicesDatabase ?? this.engines.databaseServer,
        ),
        KAFKA_BROKERS: this.engines.brokers,
        KAFKA_PARTITIONS: String(PARTITIONS),
        KAFKA_REPLICATION: String(this.replication),
        TOPIC_PREFIX: this.prefix,
        NODE_ENV: 'production',
        LOG_LEVEL: 'info',
        ...env,
      },
    });
    this.services.set(name, service);
    return service;
  }

  service(name) {
    const service = this.services.get(name);
    if (service === undefined) throw new Error(`Nobody is called ${name}`);
    return service;
  }

  /** Where a client finds a service. */
  door(app) {
    return this.doorOf(app).url;
  }

  /**
   * Any living process of a service, else the one that usually is; of several the one that is asked least
   * now, as a balancer of doors would choose: one that hangs must not keep a client from the others.
   */
  doorOf(app, asksOf = () => 0) {
    const all = [...this.services.values()].filter((service) => service.app === app);
    const living = all.filter((service) => service.isRunning);
    const least = Math.min(...living.map(asksOf));
    const free = living.filter((service) => asksOf(service) === least);
    this.turn = (this.turn ?? 0) + 1;
    return free[this.turn % Math.max(free.length, 1)] ?? all[0];
  }

  engine(name) {
    return this.engines.all.find((engine) => engine.name === name);
  }

  /** SIGKILL at once, or another signal. */
  async kill(name, signal = 'SIGKILL') {
    this.fault(`${signal} ${name}`);
    this.killed(signal);
    const engine = this.engine(name);
    if (engine) return engine.kill(signal);
    const service = this.service(name);
    service.signal(signal);
    await service.exited;
  }

  /** Counts a process that ended by a signal, whoever sent it. */
  killed(signal) {
    this.kills[signal] = (this.kills[signal] ?? 0) + 1;
  }

  /** Starts what was killed and measures until it works again; `options` as for Service.spawn. */
  async start(name, options = {}) {
    const engine = this.engine(name);
    const kind = engine ? engine.name.replace(/-\d+$/, '') : 'service';
    const took = engine
      ? await engine.start().then((ms) => ({ ms, wallMs: ms }))
      : await this.service(name).spawn(options).untilReady();
    if (took === undefined) return undefined; // it was killed again meanwhile
    const { ms, wallMs } = took;
    this.recoveries.push({ name, kind, ms, wallMs, bound: RECOVERY_MS_MAX[kind] });
    const waited = wallMs - ms > 1 ? ` (${Math.round(ms)} ms without waiting for a processor)` : '';
    this.say(`${name} works again after ${Math.round(wallMs)} ms${waited}`);
    return ms;
  }

  /** Killed, left alone for a while, started again. */
  async bounce(name, restMs, signal = 'SIGKILL') {
    await this.kill(name, signal);
    await sleep(restMs);
    return this.start(name);
  }

  /** Notes a fault that was injected. */
  fault(line) {
    this.faults++;
    this.say(line);
  }

  freeze(name) {
    this.fault(`SIGSTOP ${name}`);
    (this.engine(name) ?? this.service(name)).signal('SIGSTOP');
  }

  thaw(name) {
    this.say(`SIGCONT ${name}`);
    (this.engine(name) ?? this.service(name)).signal('SIGCONT');
  }

  /** Everything that was stopped or ended runs again; one line for each that is not ready in a minute. */
  async heal() {
    this.say('heal');
    for (const engine of this.engines.all) {
      engine.signal('SIGCONT');
      if (!engine.isRunning) await this.start(engine.name);
    }
    const lines = await Promise.all(
      [...this.services.values()].map(async (service) => {
        service.signal('SIGCONT');
        if (!service.isRunning) await this.start(service.name);
        if (await isReadyWithin(service, HEALED_MS_MAX)) return [];
        return [`${service.name} is not ready ${HEALED_MS_MAX} ms after the last fault`];
      }),
    );
    return lines.flat();
  }

  async stopServices() {
    return Promise.all([...this.services.values()].map((service) => service.stop()));
  }

  /** One line for each service that did not end by itself when it was asked to; all are in the report. */
  rudeStops() {
    const slowest = Math.max(0, ...this.stops.map(({ ms }) => ms));
    this.note(
      `services stopped ${this.stops.length} times, the slowest in ${Math.round(slowest)} ms`,
    );
    return this.stops
      .filter(({ end }) => end !== 0)
      .map(
        ({ name, end, ms }) =>
          `${name} was asked to stop and ended with ${end} after ${Math.round(ms)} ms`,
      );
  }

  /** Ends its processes and forgets its rows; the engines go on. */
  async down() {
    for (const service of this.services.values()) service.signal('SIGCONT');
    await this.stopServices();
    await this.log?.close();
  }

  say(line) {
    const at = ((performance.now() - this.begun) / 1_000).toFixed(1).padStart(6);
    appendFileSync(join(this.folder, 'events.log'), `${at}  ${line}\n`);
    this.tell(`${at}  ${line}`);
  }

  /** Says it, and puts it into the report. */
  note(line) {
    this.notes.push(line);
    this.say(line);
  }

  pause(ms) {
    return sleep(ms);
  }
}
