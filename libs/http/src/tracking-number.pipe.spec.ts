import { HttpProblem } from './problem';
import { TrackingNumberPipe } from './tracking-number.pipe';

describe('a tracking number in a path', () => {
  const pipe = new TrackingNumberPipe();

  it('passes as it is', () => {
    expect(pipe.transform('LX123456785CN')).toBe('LX123456785CN');
  });

  it.each(['short', 'lx123456785cn', 'LX12345678 5CN', 'A'.repeat(27), ''])(
    'is refused with what to do when it is none: %s',
    (text) => {
      let problem: unknown;
      try {
        pipe.transform(text);
      } catch (error) {
        problem = error;
      }
      expect(problem).toBeInstanceOf(HttpProblem);
      expect(problem).toMatchObject({
        status: 400,
        options: { errors: [{ field: 'trackingNumber', code: 'not-a-tracking-number' }] },
      });
    },
  );
});
