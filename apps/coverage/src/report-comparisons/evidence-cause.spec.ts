import { noFacts, type WritableFacts } from '../edition-form/unit-facts';
import type { Standing } from './difference';
import { evidenceCause, lessStopped } from './evidence-cause';

const stands = (state: Standing['state']): Standing => ({
  name: '村',
  kind: 'admin_village',
  simulated: false,
  state,
  rule: state,
  declared: true,
});
interface Known {
  count?: number;
  days?: number;
  stopped?: number;
  bits?: number;
}
const facts = ({ count = 0, days = 0, stopped = 0, bits = 0 }: Known): WritableFacts => ({
  ...noFacts(1, 1),
  evidenceCount: Int32Array.of(count),
  evidenceDays: Uint16Array.of(days),
  stoppedElsewhere: Int32Array.of(stopped),
  visitedDays: Uint8Array.of(bits),
});

describe('what moved a unit', () => {
  it.each<[string, Standing['state'], Known, Standing['state'], Known, boolean, string]>([
    [
      'seen at last',
      'contradicted',
      { stopped: 3 },
      'observed',
      { count: 1 },
      true,
      'new-evidence',
    ],
    ['seen no more', 'observed', { count: 1 }, 'contradicted', { stopped: 3 }, false, 'correction'],
    [
      'seen on more days by fewer parcels',
      'declared-only',
      { count: 3, days: 1 },
      'observed',
      { count: 2, days: 2 },
      false,
      'new-evidence',
    ],
    [
      'seen on fewer days by as many',
      'observed',
      { count: 2, days: 2 },
      'declared-only',
      { count: 2, days: 1 },
      false,
      'correction',
    ],
    [
      'stopped',
      'declared-only',
      { stopped: 2 },
      'contradicted',
      { stopped: 3 },
      false,
      'new-evidence',
    ],
    [
      'taken back',
      'contradicted',
      { stopped: 3 },
      'declared-only',
      { stopped: 2 },
      true,
      'correction',
    ],
    [
      'gone on',
      'contradicted',
      { stopped: 3 },
      'declared-only',
      { stopped: 2 },
      false,
      'new-evidence',
    ],
    ['marked, by more', 'observed', { count: 1 }, 'observed', { count: 2 }, false, 'new-evidence'],
    ['marked, by less', 'observed', { count: 2 }, 'observed', { count: 1 }, false, 'correction'],
    [
      'on fewer days of a week',
      'unknown',
      { bits: 3 },
      'unknown',
      { bits: 4 },
      false,
      'correction',
    ],
  ])('%s', (_what, was, from, is, to, isTakenBack, cause) => {
    const moved = { unit: 0, before: stands(was), after: stands(is) };
    const found = evidenceCause({ ...moved, from: facts(from), to: facts(to) }, () => isTakenBack);
    expect(found).toBe(cause);
  });

  it('is asked about stopped parcels only where nothing was seen before or after', () => {
    const less = (from: Known, to: Known) => lessStopped(facts(from), facts(to));
    expect(less({ stopped: 3 }, { stopped: 2 })).toEqual([0]);
    expect(less({ stopped: 3 }, { stopped: 3 })).toEqual([]);
    expect(less({ stopped: 3 }, { count: 1 })).toEqual([]);
  });
});
