export { CoverageModule } from './coverage.module';
export { coverageDefinition } from './coverage.persistence';
