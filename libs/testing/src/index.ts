export * from './test-services';
export * from './wait-until';
