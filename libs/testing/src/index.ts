export * from './migration-check';
export * from './test-database';
export * from './test-services';
export * from './wait-until';
