import { KeptStates } from './kept-states';

const judged = (size: number) => Promise.resolve({ size });

describe('kept states', () => {
  it('are found at their revision only', async () => {
    const kept = new KeptStates();
    await kept.keep('express', 7, judged(1));
    expect(await kept.find('express', 7)).toEqual({ size: 1 });
    expect(kept.find('express', 8)).toBeUndefined();
    expect(kept.find('mail', 7)).toBeUndefined();
  });

  it('are let go with the first that rests on a later revision', async () => {
    const kept = new KeptStates();
    await kept.keep('express', 7, judged(1));
    await kept.keep('mail', 8, judged(2));
    await kept.keep('express', 7, judged(1)); // read before, and done after
    expect(kept.find('express', 7)).toBeUndefined();
    expect(await kept.find('mail', 8)).toEqual({ size: 2 });
  });

  it('are two nations, or many provinces', async () => {
    const kept = new KeptStates();
    for (let day = 1; day <= 3; day++) await kept.keep(`nation ${day}`, 1, judged(506_000));
    expect([1, 2, 3].map((day) => kept.find(`nation ${day}`, 1) !== undefined)).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('that could not be judged are asked for again', async () => {
    const kept = new KeptStates<{ size: number }>();
    await expect(kept.keep('k', 1, Promise.reject(new Error('database away')))).rejects.toThrow(
      'database away',
    );
    expect(kept.find('k', 1)).toBeUndefined();
  });
});
