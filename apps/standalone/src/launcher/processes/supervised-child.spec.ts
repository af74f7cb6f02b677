import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChildRecords } from './child-records';
import { RESTARTS_MAX, SupervisedChild } from './supervised-child';

describe('a supervised child', () => {
  const folder = mkdtempSync(join(tmpdir(), 'youlu-child-'));
  const said: string[] = [];
  const child = (name: string, program: string, endsByItself: boolean): SupervisedChild => {
    const script = join(folder, `${name}.js`);
    writeFileSync(script, program);
    const logFile = join(folder, `${name}.log`);
    const plan = { name, script, args: [], environment: process.env, logFile, endsByItself };
    return new SupervisedChild(plan, new ChildRecords(folder), (line) => said.push(line));
  };
  beforeEach(() => said.splice(0));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is started again thrice when it is killed, and then given up with its last words', async () => {
    const program = "process.stderr.write('out of luck\\n'); process.kill(process.pid, 'SIGKILL');";
    const doomed = child('doomed', program, false);
    await expect(doomed.start().ended).rejects.toThrow(/4 times \(SIGKILL\): out of luck/);
    expect(doomed.restarts).toBe(RESTARTS_MAX);
    expect(said).toHaveLength(RESTARTS_MAX);
  }, 20_000);

  it('is not started again when it refuses to start at all', async () => {
    const refusing = child(
      'refusing',
      "process.stderr.write('no PORT\\n'); process.exit(1);",
      false,
    );
    await expect(refusing.start().ended).rejects.toThrow(/no PORT/);
    expect(said).toEqual([]);
  });

  it('is done when it ends by itself with 0', async () => {
    await expect(child('worker', 'process.exit(0);', true).start().ended).resolves.toBeUndefined();
  });

  it('stays ended when it was stopped', async () => {
    const server = child('server', 'setInterval(() => {}, 1000);', false).start();
    await server.stop(2_000);
    await expect(server.ended).resolves.toBeUndefined();
    expect(said).toEqual([]);
  });
});
