import { KeptStates } from './kept-states';

describe('kept states', () => {
  it('are found at their revision only', async () => {
    const kept = new KeptStates<string>();
    await kept.keep('express', 7, Promise.resolve('judged at 7'));
    expect(await kept.find('express', 7)).toBe('judged at 7');
    expect(kept.find('express', 8)).toBeUndefined();
    expect(kept.find('mail', 7)).toBeUndefined();
  });

  it('are at most six, the youngest', async () => {
    const kept = new KeptStates<number>();
    for (let day = 1; day <= 8; day++) await kept.keep(`day ${day}`, 1, Promise.resolve(day));
    const found = [1, 2, 3, 4, 5, 6, 7, 8].filter(
      (day) => kept.find(`day ${day}`, 1) !== undefined,
    );
    expect(found).toEqual([3, 4, 5, 6, 7, 8]);
  });

  it('that could not be judged are asked for again', async () => {
    const kept = new KeptStates<number>();
    await expect(kept.keep('k', 1, Promise.reject(new Error('database away')))).rejects.toThrow(
      'database away',
    );
    expect(kept.find('k', 1)).toBeUndefined();
  });
});
