export * from './binary-copy';
export * from './database';
export * from './database-errors';
export * from './migrate-service';
export * from './open-database';
export * from './persistence.config';
export * from './persistence.module';
export * from './service-definition';
