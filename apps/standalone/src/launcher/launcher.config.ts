import { EngineError } from '@youlu/embedded';

export interface LauncherConfig {
  /** Of the standalone application; with --separate the services take the four ports after it. */
  port: number;
  /** An outside database, or undefined for an embedded one. */
  databaseUrl: string | undefined;
  /** Outside brokers, or undefined for an embedded one. */
  kafkaBrokers: string | undefined;
  /** Handed to the children: they read their own settings from it. */
  environment: NodeJS.ProcessEnv;
}

const PORT_DEFAULT = 8080;

/** Reads PORT, DATABASE_URL and KAFKA_BROKERS. */
export function launcherConfigFromEnv(env: NodeJS.ProcessEnv = process.env): LauncherConfig {
  const port = Number(env.PORT || PORT_DEFAULT);
  if (!Number.isInteger(port) || port < 1 || port > 65_531) {
    throw new EngineError(`PORT must be a whole number from 1 to 65531, not '${env.PORT}'.`);
  }
  return {
    port,
    databaseUrl: env.DATABASE_URL || undefined,
    kafkaBrokers: env.KAFKA_BROKERS || undefined,
    environment: env,
  };
}
