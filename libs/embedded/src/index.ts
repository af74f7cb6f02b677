export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from './embedded-postgres';
export {
  type EmbeddedKafka,
  type EmbeddedKafkaOptions,
  newClusterId,
  startEmbeddedKafka,
} from './embedded-kafka';
export { type EngineHandle, type Lifetime, endingWithUs, tailOf } from './engine-process';
export { EngineError, explainFolderError } from './engine.errors';
export { tryPort } from './ports';
export { commandLineOf, endProcess, isRunning, waitForExit } from './process-table';
