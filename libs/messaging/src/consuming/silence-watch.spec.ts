import { SilenceWatch } from './silence-watch';

const SILENCE_MS = 45_000;

describe('a watch over silence', () => {
  let silent: jest.Mock;
  let watch: SilenceWatch;
  beforeEach(() => {
    jest.useFakeTimers();
    silent = jest.fn();
    watch = new SilenceWatch(SILENCE_MS, silent);
  });
  afterEach(() => {
    watch.end();
    jest.useRealTimers();
  });

  it('tells once, and only after so long', () => {
    jest.advanceTimersByTime(SILENCE_MS - 5_000);
    expect(silent).not.toHaveBeenCalled();
    jest.advanceTimersByTime(SILENCE_MS);
    expect(silent).toHaveBeenCalledTimes(1);
  });

  it('says nothing while there are signs of life, or something is in hand', async () => {
    for (let i = 0; i < 10; i++) {
      jest.advanceTimersByTime(SILENCE_MS / 2);
      watch.heard();
    }
    expect(silent).not.toHaveBeenCalled();
    let done: () => void = () => undefined;
    const work = watch.during(() => new Promise<void>((resolve) => (done = resolve)));
    jest.advanceTimersByTime(SILENCE_MS * 3);
    expect(silent).not.toHaveBeenCalled();
    done();
    await work;
    jest.advanceTimersByTime(SILENCE_MS + 5_000);
    expect(silent).toHaveBeenCalledTimes(1);
  });
});
