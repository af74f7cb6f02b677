import { ScansReported, sealRows } from '@youlu/contracts';
import { partitionOf } from '@youlu/vocabulary';
import fc from 'fast-check';
import { CHUNK_CHARS_MAX, chunkRows, sealChunk } from './chunks';
import { cutIntoWaves } from '../outbox/checked-producer';

const contract = {
  ...ScansReported,
  keyOf: (row: { key: string; pad: string }) => row.key,
  maxRowsPerRecord: 7,
};

describe('chunks', () => {
  const rows = fc.array(
    fc.record({
      key: fc.string({ maxLength: 6 }),
      pad: fc.integer({ min: 0, max: 120_000 }).map((n) => 'x'.repeat(n)),
    }),
    { maxLength: 60 },
  );

  it('hold every row once, in the order of its partition, within the limits', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 20 }), (given, partitions) => {
        const chunks = chunkRows(contract as never, given as never[], partitions);
        const byPartition = new Map<number, unknown[]>();
        for (const chunk of chunks) {
          expect(chunk.rows.length).toBeGreaterThan(0);
          expect(chunk.rows.length).toBeLessThanOrEqual(7);
          const chars = chunk.rows.reduce((sum, text) => sum + text.length, 0);
          expect(chars).toBe(chunk.chars);
          if (chunk.rows.length > 1) expect(chars).toBeLessThanOrEqual(CHUNK_CHARS_MAX);
          const parsed = chunk.rows.map((text): unknown => JSON.parse(text));
          byPartition.set(chunk.partition, [
            ...(byPartition.get(chunk.partition) ?? []),
            ...parsed,
          ]);
        }
        for (let p = 0; p < partitions; p++) {
          const expected = given.filter(({ key }) => partitionOf(key, partitions) === p);
          expect(byPartition.get(p) ?? []).toEqual(expected);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are sealed like the contract says', () => {
    const head = { id: 'an-id', now: 1_600_000_000_123 };
    const example = [ScansReported.example, { ...ScansReported.example, scanId: '2' }];
    const texts = example.map((row) => JSON.stringify(row));
    expect(JSON.parse(sealChunk(ScansReported, texts, head))).toEqual(
      JSON.parse(sealRows(ScansReported, example, head)),
    );
  });
});

describe('waves of records', () => {
  it('keep the order and stay below what a broker takes', () => {
    const record = fc.record({
      partition: fc.integer({ min: 0, max: 3 }),
      value: fc.integer({ min: 1, max: 1_200_000 }).map((length) => ({ length })),
    });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 40 }), (records) => {
        const waves = cutIntoWaves(records);
        expect(waves.flat()).toEqual(records);
        for (const wave of waves) {
          for (let p = 0; p < 4; p++) {
            const sizes = wave
              .filter(({ partition }) => partition === p)
              .map((r) => r.value.length);
            const bytes = sizes.reduce((sum, n) => sum + n, 0);
            if (sizes.length > 1) expect(bytes).toBeLessThanOrEqual(900_000);
          }
        }
      }),
    );
  });
});
