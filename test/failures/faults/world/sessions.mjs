import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

/** State of a TCP connection that is open, in /proc/net/tcp. */
const ESTABLISHED = '01';

/** Inodes of the sockets that a process has open. */
function socketsOf(pid) {
  const folder = `/proc/${pid}/fd`;
  const inodes = new Set();
  for (const fd of readdirSync(folder)) {
    try {
      const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`${folder}/${fd}`))?.[1];
      if (inode !== undefined) inodes.add(inode);
    } catch {
      // closed meanwhile
    }
  }
  return inodes;
}

/** Our own ports of the connections that a process has open to a port of this machine. */
function portsTo(pid, port) {
  const ours = socketsOf(pid);
  const ports = [];
  for (const file of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of readFileSync(file, 'utf8').split('\n').slice(1)) {
      const [, local, remote, state, , , , , , inode] = line.trim().split(/\s+/);
      if (state !== ESTABLISHED || !ours.has(inode)) continue;
      const portOf = (address) => parseInt(address.split(':')[1], 16);
      if (portOf(remote) === port) ports.push(portOf(local));
    }
  }
  return ports;
}

/** What the database has to do for one process: several processes of a service go by one name. */
export class Sessions {
  constructor(world, name) {
    this.rows = world.rows;
    this.ports = portsTo(world.service(name).pid, world.engine('postgres').port);
  }

  /** How many of them are in a transaction that was begun and has not ended. */
  async inTransaction() {
    const [{ n }] = await this.rows.query(
      'public',
      `SELECT count(*) AS n FROM pg_stat_activity
        WHERE client_port = ANY($1) AND datname = current_database() AND state LIKE 'idle in transaction%'`,
      [this.ports],
    );
    return n;
  }

  /** Ends them all; resolves to how many there were, and how many were in a transaction. */
  async end() {
    const [ended] = await this.rows.query(
      'public',
      `SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) AS sessions,
              count(*) FILTER (WHERE state LIKE 'idle in transaction%') AS transactions
         FROM pg_stat_activity WHERE client_port = ANY($1) AND datname = current_database()`,
      [this.ports],
    );
    return ended;
  }
}
