import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Agent, get, type IncomingMessage } from 'node:http';
import { createService } from './create-service';
import { SampleModule } from './sample-service';
import { startFailure, stopOnSignals } from './stop-and-start';

const config = { host: '127.0.0.1', port: 0, allowedHosts: [] };
const options = { service: 'sample', description: 'one of each door', defaultPort: 0, config };

function ask(url: string, agent: Agent): Promise<{ status?: number; body: string }> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response: IncomingMessage) => {
      let body = '';
      response.on('data', (part: Buffer) => (body += part.toString()));
      response.on('end', () => resolve({ status: response.statusCode, body }));
    }).on('error', reject);
  });
}

describe('a signal', () => {
  it('lets open requests finish, takes no new ones, and ends the process with 0', async () => {
    const exited: unknown[] = [];
    const ended = new Promise<void>((resolve) => {
      jest.spyOn(process, 'exit').mockImplementation((code) => {
        exited.push(code);
        resolve();
        return undefined as never;
      });
    });
    const app: NestFastifyApplication = await createService(SampleModule, options);
    const agent = new Agent({ keepAlive: true });
    try {
      await app.listen(0, '127.0.0.1');
      stopOnSignals(app);
      const url = await app.getUrl();
      await ask(`${url}/live`, agent); // leaves an idle connection behind, which must not hold us up
      const open = ask(`${url}/v1/things/slow`, new Agent());
      await new Promise((resolve) => setTimeout(resolve, 50));
      const started = Date.now();
      process.emit('SIGTERM');
      process.emit('SIGINT');
      expect(await open).toEqual({ status: 200, body: '{"done":true}' });
      await ended;
      expect(exited).toEqual([0]);
      expect(Date.now() - started).toBeLessThan(2_000);
      await expect(ask(`${url}/live`, new Agent())).rejects.toThrow('ECONNREFUSED');
    } finally {
      agent.destroy();
      process.removeAllListeners('SIGTERM');
      process.removeAllListeners('SIGINT');
      jest.restoreAllMocks();
    }
  });
});

describe('a failed start', () => {
  it.each([
    [{ code: 'EADDRINUSE', port: 8080 }, 'port 8080 is in use'],
    [{ code: 'EACCES', port: 80 }, 'port 80 is not ours to open'],
    [{ code: 'ECONNREFUSED', address: '127.0.0.1', port: 5432 }, 'answers at 127.0.0.1:5432'],
    [{}, 'told so'],
  ])('says what to do: %j', (details, words) => {
    expect(startFailure(Object.assign(new Error('told so'), details))).toContain(words);
  });
});
