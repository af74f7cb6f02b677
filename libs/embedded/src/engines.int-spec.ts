import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedKafka } from './embedded-kafka';
import { startEmbeddedPostgres } from './embedded-postgres';
import { EngineError } from './engine.errors';
import { isRunning, waitForExit } from './process-table';

jest.setTimeout(180_000);

const folders: string[] = [];
function stateFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'youlu-engines-'));
  execFileSync('chmod', ['755', folder]); // mkdtemp makes 0700, which the database user cannot enter
  folders.push(folder);
  return folder;
}
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

async function sql(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as unknown[];
  } finally {
    await client.end();
  }
}

describe('the database engine', () => {
  it('keeps its rows over stop, adoption and kill -9', async () => {
    const dataDir = join(stateFolder(), 'postgres');
    const first = await startEmbeddedPostgres({ dataDir });
    expect(first.adopted).toBe(false);
    expect(await sql(first.url, 'show fsync')).toEqual([{ fsync: 'on' }]);
    await sql(first.url, 'create table kept (n int); insert into kept values (1)');

    const adopted = await startEmbeddedPostgres({ dataDir });
    expect([adopted.adopted, adopted.pid, adopted.url]).toEqual([true, first.pid, first.url]);

    await adopted.stop();
    expect(isRunning(first.pid)).toBe(false);

    const second = await startEmbeddedPostgres({ dataDir });
    expect([second.adopted, second.port]).toEqual([false, first.port]);
    await sql(second.url, 'insert into kept values (2)');
    process.kill(second.pid, 'SIGKILL');
    await waitForExit(second.pid, 5_000);

    const third = await startEmbeddedPostgres({ dataDir });
    expect(third.adopted).toBe(false);
    expect(await sql(third.url, 'select n from kept order by n')).toEqual([{ n: 1 }, { n: 2 }]);
    await third.stop();
  });

  it('takes no stranger for its own: a pid file that names another process is stale', async () => {
    const state = stateFolder();
    const dataDir = join(state, 'postgres');
    const first = await startEmbeddedPostgres({ dataDir });
    await first.stop();
    const stranger = spawn('sleep', ['60'], { stdio: 'ignore' });
    const file = join(dataDir, 'postmaster.pid');
    writeFileSync(file, `${stranger.pid}\n${dataDir}\n0\n${first.port}\n\n\n\nready\n`);
    const engines = { postgres: { pid: stranger.pid, port: first.port, dataDir } };
    writeFileSync(join(state, 'engines.json'), JSON.stringify(engines));

    const second = await startEmbeddedPostgres({ dataDir });
    expect(second.adopted).toBe(false);
    expect(stranger.exitCode).toBeNull();
    stranger.kill();
    await second.stop();
  });

  it('keeps a random password in a file only we can read', async () => {
    const [one, two] = [stateFolder(), stateFolder()];
    const engines = [
      await startEmbeddedPostgres({ dataDir: join(one, 'postgres') }),
      await startEmbeddedPostgres({ dataDir: join(two, 'postgres') }),
    ];
    await Promise.all(engines.map((engine) => engine.stop()));
    const secret = join(one, 'postgres-password');
    expect(statSync(secret).mode & 0o777).toBe(0o600);
    expect(readFileSync(secret, 'utf8')).not.toBe(
      readFileSync(join(two, 'postgres-password'), 'utf8'),
    );
  });

  it('says what to do when the port is taken, and leaves nothing running', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
    const { port } = server.address() as { port: number };
    const start = startEmbeddedPostgres({ dataDir: join(stateFolder(), 'postgres'), port });
    await expect(start).rejects.toThrow(new RegExp(`^Port ${port} for PostgreSQL is in use`));
    await expect(start).rejects.toBeInstanceOf(EngineError);
    server.close();
  });

  it('says what to do when the folder cannot be made', async () => {
    const file = join(stateFolder(), 'not-a-folder');
    writeFileSync(file, '');
    const start = startEmbeddedPostgres({ dataDir: join(file, 'postgres') });
    await expect(start).rejects.toThrow(/^Cannot write to .*--state DIR/);
  });

  it('moves to /var/tmp, and says so, when its user cannot enter the folder', async () => {
    if (process.getuid?.() !== 0) return; // only root has to drop to another user
    const closed = mkdtempSync(join(tmpdir(), 'youlu-closed-')); // 0700
    folders.push(closed);
    const lines: string[] = [];
    const say = (line: string): void => void lines.push(line);
    const dataDir = join(closed, 'postgres');
    const engine = await startEmbeddedPostgres({ dataDir, say });
    expect(engine.dataDir).toMatch(/^\/var\/tmp\/youlu-/);
    expect(lines.join()).toContain(engine.dataDir);
    const again = await startEmbeddedPostgres({ dataDir, say });
    expect(again.adopted).toBe(true);
    await again.stop();
    folders.push(join(engine.dataDir, '..'));
  });
});

describe('the broker', () => {
  it('keeps its cluster over stop, adoption and kill -9', async () => {
    const dataDir = join(stateFolder(), 'kafka');
    const cluster = (): string =>
      readFileSync(join(dataDir, 'data', 'meta.properties'), 'utf8').replace(/^#.*$/gm, '');
    const first = await startEmbeddedKafka({ dataDir });
    expect(first.adopted).toBe(false);
    const made = cluster();

    const adopted = await startEmbeddedKafka({ dataDir });
    expect([adopted.adopted, adopted.pid, adopted.port]).toEqual([true, first.pid, first.port]);
    await adopted.stop();
    expect(isRunning(first.pid)).toBe(false);

    const second = await startEmbeddedKafka({ dataDir });
    expect([second.adopted, second.port]).toEqual([false, first.port]);
    process.kill(second.pid, 'SIGKILL');
    await waitForExit(second.pid, 5_000);

    const third = await startEmbeddedKafka({ dataDir });
    expect(third.adopted).toBe(false);
    expect(cluster()).toBe(made);
    await third.stop();
  });

  it('ends with the process when it is not durable', async () => {
    const dataDir = join(stateFolder(), 'kafka');
    const engine = await startEmbeddedKafka({ dataDir, durable: false });
    expect(engine.isRunning()).toBe(true);
    await engine.stop();
    expect(engine.isRunning()).toBe(false);
  });

  it('says what to do without Java or Maven', async () => {
    const { JAVA_HOME, MVN } = process.env;
    try {
      process.env.JAVA_HOME = '/nowhere';
      const dataDir = join(stateFolder(), 'kafka');
      await expect(startEmbeddedKafka({ dataDir })).rejects.toThrow(
        /^Kafka needs Java 17 or newer, found none .* set JAVA_HOME/,
      );
      restore('JAVA_HOME', JAVA_HOME);
      process.env.MVN = '/nowhere/mvn';
      const cacheDir = join(stateFolder(), 'cache');
      const say = (): void => undefined;
      await expect(startEmbeddedKafka({ dataDir, cacheDir, say })).rejects.toThrow(
        /^Maven \(mvn\) is needed once .* KAFKA_LIB_DIR/,
      );
    } finally {
      restore('JAVA_HOME', JAVA_HOME);
      restore('MVN', MVN);
    }
  });
});

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
