/** What a service keeps: its name is its schema, and `youlu_<service>` its role. */
export interface ServiceDefinition {
  /** `orders`, `tracking` …: lower-case letters only, since it becomes an identifier. */
  readonly service: string;
  /** TypeORM entity classes, if the service uses any. */
  readonly entities: readonly Function[];
  /** TypeORM migration classes; their `name` ends in 13 digits (epoch ms), which is their order. */
  readonly migrations: readonly Function[];
}

/** The service's name, asserted to be safe inside SQL. */
export function schemaOf(service: string): string {
  if (!/^[a-z]{2,30}$/.test(service)) {
    throw new Error(`Service names are 2-30 lower-case letters, got '${service}'`);
  }
  return service;
}

export const roleOf = (service: string): string => `youlu_${schemaOf(service)}`;
