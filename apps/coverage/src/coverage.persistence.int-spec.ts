import { checkMigrationRoundTrip } from '@youlu/testing';
import { coverageDefinition } from './coverage.persistence';

describe('the tables of coverage', () => {
  it('can be made, taken back and made again', async () => {
    await expect(checkMigrationRoundTrip(coverageDefinition)).resolves.toBeUndefined();
  }, 60_000);
});
