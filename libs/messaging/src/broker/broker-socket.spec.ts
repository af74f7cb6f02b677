import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { noticingSilence } from './broker-socket';

const SILENCE_MS = 200;
const LOOK_MS = 10;

describe('a socket to a broker', () => {
  let server: Server;
  /** What the broker does with what it hears. */
  let answer: (socket: Socket) => void;
  beforeAll(async () => {
    server = createServer({ allowHalfOpen: true }, (socket) => {
      socket.on('error', () => undefined);
      socket.on('data', () => answer(socket));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(() => void server.close());

  const open = async (): Promise<Socket> => {
    const { port } = server.address() as AddressInfo;
    const options = {
      host: '127.0.0.1',
      port,
      ssl: undefined as never,
      onConnect: () => undefined,
    };
    const socket = noticingSilence(SILENCE_MS)(options);
    await once(socket, 'connect');
    return socket;
  };

  it('ends when what was asked is not answered', async () => {
    answer = () => undefined;
    const socket = await open();
    socket.write('request');
    const [error] = (await once(socket, 'error')) as [Error];
    expect(error.message).toContain('said nothing');
  });

  it('stays when it is answered, and while nobody asks', async () => {
    answer = (socket) => void socket.write('answer');
    const socket = await open();
    socket.write('request');
    await sleep(SILENCE_MS * 5);
    expect(socket.destroyed).toBe(false);
    socket.destroy();
  });

  it('goes in silence when its user has ended it already', async () => {
    answer = () => undefined;
    const socket = await open();
    const errors: Error[] = [];
    socket.on('error', (error) => errors.push(error));
    socket.write('request');
    socket.end();
    await once(socket, 'close');
    expect(errors).toEqual([]);
  });

  it('takes along what lay idle to the same broker, and leaves what heard something', async () => {
    answer = () => undefined;
    const [idle, asking, answered] = [await open(), await open(), await open()];
    for (const socket of [idle, asking]) socket.on('error', () => undefined);
    asking.write('request');
    await sleep(SILENCE_MS / 2);
    answer = (socket) => void socket.write('answer');
    answered.write('request');
    while (!asking.destroyed) await sleep(LOOK_MS);
    await sleep(SILENCE_MS / 10);
    expect([idle.destroyed, answered.destroyed]).toEqual([true, false]);
    answered.destroy();
  });
});
