import fc from 'fast-check';
import { Cursor } from './cursor';

const OUTCOME = { accepted: 2, rejected: 1 };

describe('the cursor', () => {
  it('knows what was answered, in whatever order, and after any restart', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...Array(20).keys()]),
        fc.nat(20),
        (answered, restartAfter) => {
          let cursor = new Cursor('f');
          answered.forEach((index, i) => {
            if (i === restartAfter) cursor = new Cursor('f', cursor.state());
            cursor.started(index);
            cursor.answered(index, 'scans', OUTCOME);
          });
          for (let i = 0; i < 20; i++) expect(cursor.isAnswered(i)).toBe(answered.includes(i));
          const { prefix, beyond, totals } = cursor.state();
          expect(prefix + beyond.length).toBe(answered.length);
          expect(beyond.every((index) => index > prefix)).toBe(true);
          expect(totals.scans.accepted).toBe(answered.length * 2);
          expect(totals.scans.rejected).toBe(answered.length);
        },
      ),
    );
  });

  it('counts as sent again what an earlier run may have sent', () => {
    const first = new Cursor('f');
    for (const index of [0, 1, 2]) first.started(index);
    first.answered(1, 'visits', OUTCOME);
    const second = new Cursor('f', first.state());
    for (const index of [0, 2, 3]) second.started(index);
    expect(second.state().resent).toBe(2);
  });

  it('refuses to count an answer twice', () => {
    const cursor = new Cursor('f');
    cursor.answered(0, 'scans', OUTCOME);
    expect(() => cursor.answered(0, 'scans', OUTCOME)).toThrow('twice');
  });
});
