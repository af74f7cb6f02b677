import { join } from 'node:path';
import { EngineError, explainFolderError, tryPort } from '@youlu/embedded';
import { gatherReport } from '../report/gather-report';
import { writeReportFiles, writeRunFile } from '../report/report-files';
import { textReport } from '../report/text-report';
import type { LaunchOptions } from './arguments';
import { ChildRecords } from './processes/child-records';
import { compiledFile, servingPrograms } from './compiled-files';
import { Engines } from './engines';
import type { LauncherConfig } from './launcher.config';
import { LauncherLock } from './launcher-lock';
import { loadLaterRegister } from './later-register.client';
import { makeFolder } from './make-folder';
import { PhaseClock } from './phase-clock';
import type { Progress } from './progress';
import { type ScenarioChoice, spanOf } from './scenario/scenario-choice';
import {
  type ScenarioState,
  ScenarioStateFile,
  databaseName,
  settleChoice,
} from './scenario/scenario-state';
import { type ServiceUrls, distinctUrls, serviceUrls } from '../report/service-urls';
import { areEmpty, waitUntilReady, waitUntilSettled } from './services.client';
import { processOptions } from './processes/process-options';
import { SimulatorOutput, simulatorArguments } from './processes/simulator-process';
import { SupervisedChild } from './processes/supervised-child';

const SIMULATOR_DRAIN_MS = 1_500;
const APPLICATION_DRAIN_MS = 4_000;
/** The program behind `npm start`: engines, services, scenario, report, and their orderly end. */
export class Launcher {
  private readonly lock: LauncherLock;
  private readonly stateFile: ScenarioStateFile;
  private readonly urls: ServiceUrls;
  private readonly clock: PhaseClock;
  private readonly children = new Map<string, SupervisedChild>();
  private records: ChildRecords;
  private starting: Promise<Engines> | undefined;
  private engines: Engines | undefined;
  private locked = false;
  private giveUp: (error: Error) => void = () => undefined;
  private readonly interrupted: Promise<never>;

  constructor(
    private readonly options: LaunchOptions,
    private readonly config: LauncherConfig,
    private readonly progress: Progress,
  ) {
    const { stateDir } = options;
    this.lock = new LauncherLock(stateDir);
    this.records = new ChildRecords(stateDir);
    this.stateFile = new ScenarioStateFile(stateDir);
    this.urls = serviceUrls(config.port, options.separate);
    this.clock = new PhaseClock(() => this.pids());
    this.interrupted = new Promise((_resolve, reject) => (this.giveUp = reject));
    this.interrupted.catch(() => undefined);
  }

  /** Ends when the work is done (`--once`), by interrupt(), or when something cannot be mended. */
  async run(): Promise<void> {
    const { options, progress } = this;
    this.openStateFolder();
    const database = databaseName(this.config.databaseUrl);
    const held = this.stateFile.read();
    if (options.noScenario && held !== undefined) {
      throw new EngineError(
        `${options.stateDir} holds a simulation. Use --state DIR for data of your own.`,
      );
    }
    const choice = settleChoice(options.choice, held, database, options.stateDir);
    await this.startServices();
    const state = await this.runScenario(choice, database, held);
    if (state) await this.report(state);
    this.clock.stop();
    if (options.once) return;
    progress.say(this.addresses());
    await this.guarded(new Promise<never>(() => undefined)); // stays up
  }

  interrupt(reason: Error): void {
    this.giveUp(reason);
  }

  /** Ends everything in its order: who sends first, then who serves, then what they stand on. */
  async stop(): Promise<void> {
    this.progress.end();
    this.clock.stop();
    await this.children.get('simulator')?.stop(SIMULATOR_DRAIN_MS);
    const serving = [...this.children.values()];
    await Promise.all(serving.map((child) => child.stop(APPLICATION_DRAIN_MS)));
    const engines = await this.starting?.catch(() => undefined); // it may still be coming up
    await engines?.stop();
    if (this.locked) this.lock.release();
  }

  pids(): Record<string, number | undefined> {
    const children = [...this.children].map(([name, child]) => [name, child.pid] as const);
    return {
      launcher: process.pid,
      ...this.engines?.pids(),
      ...Object.fromEntries(children),
    };
  }

  /** What happens next, unless a child or an engine cannot be mended or somebody interrupts. */
  private guarded<T>(work: Promise<T>): Promise<T> {
    const failures = [...this.children.values()].map((child) =>
      child.ended.then(() => new Promise<never>(() => undefined)),
    );
    const engines = this.engines ? [this.engines.failed] : [];
    return Promise.race([work, this.interrupted, ...engines, ...failures]);
  }

  private openStateFolder(): void {
    const { stateDir, outDir } = this.options;
    for (const folder of [stateDir, outDir]) {
      if (folder === undefined) continue;
      try {
        makeFolder(folder);
      } catch (error) {
        throw explainFolderError(folder, error);
      }
    }
    this.lock.take();
    this.locked = true;
  }

  private async startServices(): Promise<void> {
    const { options, config, progress } = this;
    const say = (line: string): void => progress.say(line);
    await this.records.endLeftovers();
    const programs = servingPrograms(options.separate);
    for (const { portOffset } of programs) await this.assertPortFree(config.port + portOffset);
    this.clock.start('engines');
    say('启动 PostgreSQL 与 Kafka …');
    this.starting = Engines.start(options.stateDir, config, say);
    this.engines = await this.guarded(this.starting);
    this.engines.supervise();
    this.clock.start('services');
    say('迁移数据库, 建立主题, 启动服务 …');
    for (const { name, script, portOffset } of programs) {
      const port = config.port + portOffset;
      const nodeOptions = processOptions(name);
      this.child(name, script, { port, nodeOptions }).start();
    }
    await this.guarded(waitUntilReady(this.urls));
    for (const child of this.children.values()) child.hasServed = true;
  }

  private async assertPortFree(port: number): Promise<void> {
    try {
      await tryPort(port);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? '';
      throw new EngineError(`Port ${port} is in use (${code}). Free it, or set PORT to another.`);
    }
  }

  /** The state of the finished scenario, or undefined where none may run. */
  private async runScenario(
    choice: ScenarioChoice,
    database: string,
    held: ScenarioState | undefined,
  ): Promise<ScenarioState | undefined> {
    const { options, progress } = this;
    if (held?.finished && options.outDir === undefined) return held;
    if (held === undefined && !(await this.mayRunScenario(database))) return undefined;
    const script = compiledFile('apps/simulator/src/main.js');
    const state: ScenarioState = held ?? { choice, database, finished: false, summary: {} };
    this.stateFile.write(state);
    this.clock.start('scenario');
    const { from, to } = spanOf(choice);
    const what = choice.flowsOnly ? '仅揽收' : '全程';
    progress.say(
      `模拟 ${choice.scope}: ${from} 至 ${to} 前, ${what}, 抽样 1:${choice.sampleEvery} …`,
    );
    const output = new SimulatorOutput(progress, state.summary);
    const simulator = this.child('simulator', script, {
      endsByItself: true,
      args: simulatorArguments(choice, this.urls, options),
      onLine: (line) => output.read(line),
    });
    await this.guarded(simulator.start().ended);
    progress.end();
    this.clock.start('settle');
    await this.guarded(waitUntilSettled(this.urls, (left) => output.showSettling(left)));
    progress.end();
    const finished = { ...state, finished: true, summary: output.summary };
    this.stateFile.write(finished);
    return finished;
  }

  /** Nothing simulated is ever mixed with somebody's own data. */
  private async mayRunScenario(database: string): Promise<boolean> {
    const { options, progress } = this;
    if (options.noScenario) {
      progress.say('不带模拟数据 (--no-scenario): 用 npm run youlu -- import … 导入自己的数据。');
      return false;
    }
    if (database !== 'embedded' && !options.scenario) {
      progress.say('Outside database: no scenario without --scenario.');
      return false;
    }
    if (await areEmpty(this.urls)) return true;
    if (options.scenario) {
      throw new EngineError('--scenario needs an empty database; this one has been used.');
    }
    progress.say(`${options.stateDir} 已有自己的数据, 不写入模拟数据。`);
    return false;
  }

  private async report(state: ScenarioState): Promise<void> {
    this.clock.start('report');
    const { outDir, lang } = this.options;
    await this.guarded(loadLaterRegister(this.urls.coverage));
    const gathered = gatherReport(this.urls, state.choice, state.summary, lang);
    const model = await this.guarded(gathered);
    this.progress.say(textReport(model, lang));
    if (outDir === undefined) return;
    writeReportFiles(outDir, model, lang);
    this.clock.stop();
    writeRunFile(outDir, this.runFigures(state, model.totals.scans));
    this.progress.say(`文件已写入 ${outDir}`);
  }

  private runFigures(
    { summary }: ScenarioState,
    scans: { accepted: number; stored: number; parked: number },
  ): object {
    const { phases } = this.clock;
    const restarts = [...this.children].map(([name, child]) => [name, child.restarts] as const);
    return {
      seconds: Math.round(phases.reduce((sum, phase) => sum + phase.seconds, 0) * 1_000) / 1_000,
      peakRssMb: Math.max(...phases.map((phase) => phase.peakRssMb)),
      // Requests the simulator had to send more than once.
      resends: summary.resent ?? 0,
      // Scans that said what was already known.
      duplicates: scans.accepted - scans.stored - scans.parked,
      restarts: { ...Object.fromEntries(restarts), ...this.engines?.restarts() },
      phases,
      summary,
    };
  }

  private child(
    name: string,
    script: string,
    extra: {
      args?: string[];
      nodeOptions?: readonly string[];
      port?: number;
      endsByItself?: boolean;
      onLine?: (line: string) => void;
    },
  ): SupervisedChild {
    const { config, options, engines, progress } = this;
    const child = new SupervisedChild(
      {
        name,
        script,
        ...(extra.nodeOptions ? { nodeOptions: extra.nodeOptions } : {}),
        args: extra.args ?? [],
        endsByItself: extra.endsByItself ?? false,
        logFile: join(options.stateDir, `${name}.log`),
        environment: {
          ...config.environment,
          DATABASE_URL: engines?.databaseUrl,
          KAFKA_BROKERS: engines?.kafkaBrokers,
          PORT: String(extra.port ?? config.port),
        },
        ...(extra.onLine ? { onLine: extra.onLine } : {}),
      },
      this.records,
      (line) => progress.say(line),
    );
    this.children.set(name, child);
    return child;
  }

  private addresses(): string {
    const pages = distinctUrls(this.urls).map((url) => `  ${url}/docs`);
    return ['服务地址 (接口文档):', ...pages, 'Ctrl-C 停止'].join('\n');
  }
}
