import { type Socket, connect as connectPlain } from 'node:net';
import type { ISocketFactory } from 'kafkajs';

/**
 * Longer than kafkajs' own patience with one request (15 s), and than a group takes to agree after
 * the death of a member (6 s).
 */
const SILENCE_MS_MAX = 20_000;
const LOOK_EVERY_MS = 2_000;
const KEEP_ALIVE_MS = 60_000;

/**
 * Sockets to brokers that notice when the other end says nothing any more. kafkajs gives up a request
 * after 15 s, but sends the next one over the same connection: over a line that died without a word
 * (a firewall that forgot it, a machine unplugged) nothing would come through for minutes.
 *
 * @param isOurs asked of a broker before anything is said to it over a new connection; one that it
 * rejects is closed
 */
export function noticingSilence(
  silenceMs = SILENCE_MS_MAX,
  isOurs?: (broker: string) => Promise<void>,
): ISocketFactory {
  return ({ host, port, onConnect }) => {
    const socket = connectPlain({ host, port }, () => {
      if (isOurs === undefined) return onConnect();
      void isOurs(`${host}:${port}`).then(
        // kafkajs has given up a connection that took too long, and must not hear of it again.
        () => socket.writable && onConnect(),
        (error: Error) => socket.destroy(error),
      );
    });
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    endWhenSilent(socket, silenceMs);
    return socket;
  };
}

function endWhenSilent(socket: Socket, silenceMs: number): void {
  let bytesHeard = 0;
  let bytesSaid = 0;
  let waitsSince: number | undefined;
  const look = setInterval(
    () => {
      const { bytesRead, bytesWritten } = socket;
      const now = Date.now();
      if (bytesRead !== bytesHeard) waitsSince = undefined;
      else if (bytesWritten !== bytesSaid) waitsSince ??= now;
      bytesHeard = bytesRead;
      bytesSaid = bytesWritten;
      if (waitsSince === undefined || now - waitsSince < silenceMs) return;
      socket.destroy(new Error(`The broker said nothing for ${silenceMs} ms`));
    },
    Math.min(LOOK_EVERY_MS, silenceMs),
  );
  look.unref();
  socket.once('close', () => clearInterval(look));
}
