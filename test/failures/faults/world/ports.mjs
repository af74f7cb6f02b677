import { createServer } from 'node:net';

/** Below what the system gives to outgoing connections, so that a restarted process finds its own free. */
const [FROM, TO] = [20_000, 30_000];
const given = new Set();

function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** A free port of loopback that nobody else in this run was given. */
export async function freePort() {
  for (let tried = 0; tried < 200; tried++) {
    const port = FROM + Math.floor(Math.random() * (TO - FROM));
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
  throw new Error(`No free port between ${FROM} and ${TO}`);
}
