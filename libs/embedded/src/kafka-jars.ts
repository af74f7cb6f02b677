import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { lastWords } from './engine-process';
import { EngineError, explainFolderError } from './engine.errors';

const JAVA_MAJOR_MIN = 17;
const FETCH_MS_MAX = 600_000;
const FILE = join(__dirname, 'pom.xml'); // lies beside the compiled file too

/** `java` of JAVA_HOME or PATH, at least version 17. */
export function findJava(): string {
  const home = process.env.JAVA_HOME;
  const java = home ? join(home, 'bin', 'java') : 'java';
  const told = spawnSync(java, ['-version'], { encoding: 'utf8' });
  const major = Number(/version "(?:1\.)?(\d+)/.exec(told.stderr ?? '')?.[1] ?? 0);
  if (major >= JAVA_MAJOR_MIN) return java;
  const found = major > 0 ? `version ${major}` : `none (${java})`;
  throw new EngineError(
    `Kafka needs Java ${JAVA_MAJOR_MIN} or newer, found ${found}. Install one (Debian: apt-get ` +
      'install openjdk-17-jre-headless), set JAVA_HOME, or set KAFKA_BROKERS to a broker of yours.',
  );
}

export interface KafkaJars {
  folder: string;
  /** Always in the same order: the class archive checks it. */
  classPath: string;
  /** Where the JVM may keep its class archive; undefined with KAFKA_LIB_DIR. */
  archive: string | undefined;
}

/**
 * Kafka's jars: $KAFKA_LIB_DIR (e.g. libs/ of a distribution), else fetched once by Maven into the
 * user's cache, per content of pom.xml. Fetched beside and renamed, so that an interrupted fetch
 * or two at once do no harm.
 */
export function ensureJars(cacheDir: string | undefined, say: (line: string) => void): KafkaJars {
  const given = process.env.KAFKA_LIB_DIR;
  const folder = given ? resolve(given) : fetchOnce(cacheDir ?? defaultCache(), say);
  const names = readdirSync(folder).filter((name) => name.endsWith('.jar'));
  return {
    folder,
    classPath: names
      .sort()
      .map((name) => join(folder, name))
      .join(delimiter),
    archive: given ? undefined : `${folder}.jsa`,
  };
}

function defaultCache(): string {
  if (process.env.KAFKA_CACHE) return resolve(process.env.KAFKA_CACHE);
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'youlu', 'kafka');
}

function fetchOnce(cacheDir: string, say: (line: string) => void): string {
  const mark = createHash('sha256').update(readFileSync(FILE)).digest('hex').slice(0, 12);
  const folder = join(cacheDir, `lib-${mark}`);
  if (existsSync(folder)) return folder;
  const part = `${folder}.${process.pid}.part`;
  try {
    mkdirSync(cacheDir, { recursive: true });
  } catch (error) {
    throw explainFolderError(cacheDir, error);
  }
  say('Fetching Apache Kafka with Maven (about 45 MB, only once) …');
  const fetched = spawnSync(
    process.env.MVN ?? 'mvn',
    [
      ...['-B', '-q', '-ntp', '-C', '-Dstyle.color=never', '-f', FILE],
      ...['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${part}`],
    ],
    { encoding: 'utf8', timeout: FETCH_MS_MAX },
  );
  if (fetched.status !== 0) {
    rmSync(part, { recursive: true, force: true });
    throw fetchError(fetched);
  }
  try {
    renameSync(part, folder);
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    if (!existsSync(folder)) throw explainFolderError(cacheDir, error); // else another one won
  }
  return folder;
}

function fetchError(result: ReturnType<typeof spawnSync>): EngineError {
  if ((result.error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') {
    return new EngineError(
      'Maven (mvn) is needed once to fetch Kafka. Install it (Debian: apt-get install maven), ' +
        'or set KAFKA_LIB_DIR to the libs folder of a Kafka distribution.',
    );
  }
  const words = lastWords(`${String(result.stdout)}${String(result.stderr)}`);
  const why = result.error?.message ?? words.split('\n')[0] ?? '';
  return new EngineError(
    `Maven could not fetch Kafka: ${why.slice(0, 200)}. See that this machine reaches a Maven ` +
      'repository (~/.m2/settings.xml for a mirror), or set KAFKA_LIB_DIR.',
    words,
  );
}
