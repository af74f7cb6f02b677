export type { MetricFamily, Sample } from './exposition';
export { FixedHistogram } from './fixed-histogram';
export * from './in-flight';
export * from './logger';
export * from './logging.config';
export * from './metrics';
export * from './observability.module';
export * from './readiness';
