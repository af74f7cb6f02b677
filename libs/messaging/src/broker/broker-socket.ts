import { type Socket, connect as connectPlain } from 'node:net';
import type { ISocketFactory } from 'kafkajs';

/**
 * Longer than kafkajs' own patience with one request (15 s), and than a group takes to agree after
 * the death of a member (6 s).
 */
const SILENCE_MS_MAX = 16_000;
const LOOK_EVERY_MS = 1_000;
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
        (error: Error) => giveUp(socket, error),
      );
    });
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    endWhenSilent(new Line(socket, `${host}:${port}`), silenceMs);
    return socket;
  };
}

/** A connection to a broker, and what was last seen to pass over it. */
class Line {
  heardAt = Date.now();
  /** Since when something that was said has no answer. */
  waitsSince: number | undefined;
  private bytesHeard = 0;
  private bytesSaid = 0;

  constructor(
    readonly socket: Socket,
    readonly broker: string,
  ) {}

  look(now: number): void {
    const { bytesRead, bytesWritten } = this.socket;
    if (bytesRead !== this.bytesHeard) {
      this.heardAt = now;
      this.waitsSince = undefined;
    } else if (bytesWritten !== this.bytesSaid) this.waitsSince ??= now;
    this.bytesHeard = bytesRead;
    this.bytesSaid = bytesWritten;
  }
}

/** Those of the whole process: producers, consumers and questions go over the same line. */
const lines = new Set<Line>();

function endWhenSilent(line: Line, silenceMs: number): void {
  lines.add(line);
  const look = setInterval(
    () => {
      const now = Date.now();
      line.look(now);
      const { waitsSince } = line;
      if (waitsSince === undefined || now - waitsSince < silenceMs) return;
      const error = new Error(`The broker said nothing for ${silenceMs} ms`);
      for (const other of lines) {
        if (other.broker === line.broker && wasSilentSince(other, waitsSince, now))
          giveUp(other.socket, error);
      }
    },
    Math.min(LOOK_EVERY_MS, silenceMs),
  );
  look.unref();
  line.socket.once('close', () => {
    lines.delete(line);
    clearInterval(look);
  });
}

/**
 * kafkajs takes the error of a socket that it has ended itself for one of the socket it opened since,
 * and would disconnect that: what is ended goes in silence.
 */
function giveUp(socket: Socket, error: Error): void {
  socket.destroy(socket.writableEnded ? undefined : error);
}

/**
 * What heard nothing either, idle or not, died with the same line: whoever used one after the other
 * would wait as long for each.
 */
function wasSilentSince(line: Line, since: number, now: number): boolean {
  line.look(now);
  return line.heardAt < since;
}
