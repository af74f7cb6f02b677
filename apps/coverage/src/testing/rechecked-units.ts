import { Outbox } from '@youlu/messaging';
import { RecheckUnits } from '../units/recheck-units.use-case';
import type { RunningCoverage } from './running-coverage';

/** What `rebuild coverage.units` compares and mends. */
export function recheckUnits({ app }: RunningCoverage): RecheckUnits {
  return RecheckUnits.telling(app.get(Outbox, { strict: false }));
}
