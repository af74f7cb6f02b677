import { KeptByUnits } from './kept-by-units';

const kept = () => new KeptByUnits<string, { units: number }>(100, ({ units }) => units);

describe('what is kept by units', () => {
  it('is as much as there is room for, whatever the number of things', async () => {
    const some = kept();
    for (let i = 0; i < 10; i++) await some.keep(`small ${i}`, Promise.resolve({ units: 10 }));
    expect(some.find('small 0')).toBeDefined(); // and is the youngest from here on
    await some.keep('large', Promise.resolve({ units: 60 }));
    const found = Array.from({ length: 10 }, (_, i) => some.find(`small ${i}`) !== undefined);
    expect(found).toEqual([true, ...Array<boolean>(6).fill(false), true, true, true]);
  });

  it('is one thing where that is larger than the room', async () => {
    const some = kept();
    await some.keep('a', Promise.resolve({ units: 50 }));
    await some.keep('nation', Promise.resolve({ units: 500 }));
    expect([some.find('a') === undefined, (await some.find('nation'))?.units]).toEqual([true, 500]);
  });

  it('is waited for while it is made, and made again where that failed', async () => {
    const some = kept();
    const failing = some.keep('a', Promise.reject(new Error('database away')));
    expect(some.find('a')).toBe(failing);
    await expect(failing).rejects.toThrow('database away');
    expect(some.find('a')).toBeUndefined();
  });
});
