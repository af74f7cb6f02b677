import fc from 'fast-check';
import { Encoder, holdByReference } from './record-encoder';

/** kafkajs' own, and one that holds by reference; both write what they are told. */
class Holding extends Encoder {}
holdByReference(Holding.prototype);

type Step =
  | { readonly kind: 'int32'; readonly value: number }
  | { readonly kind: 'bytes' | 'raw'; readonly value: Uint8Array }
  | { readonly kind: 'look' }
  | { readonly kind: 'encoder'; readonly steps: readonly Step[] }
  | { readonly kind: 'array'; readonly encoders: readonly (readonly Step[])[] };

function write(Kind: typeof Encoder, steps: readonly Step[]): Encoder {
  const encoder = new Kind();
  for (const step of steps) {
    if (step.kind === 'int32') encoder.writeInt32(step.value);
    if (step.kind === 'bytes') encoder.writeBytes(Buffer.from(step.value));
    if (step.kind === 'raw') encoder.writeBufferInternal(Buffer.from(step.value));
    if (step.kind === 'look') void encoder.buffer;
    if (step.kind === 'encoder') encoder.writeEncoder(write(Kind, step.steps));
    if (step.kind === 'array')
      encoder.writeEncoderArray(step.encoders.map((inner) => write(Kind, inner)));
  }
  return encoder;
}

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc.integer({ min: 1_000, max: 9_000 }).map((n) => Uint8Array.from({ length: n }, (_, i) => i)),
);
const steps = fc.letrec<{ steps: Step[]; step: Step }>((tie) => ({
  step: fc.oneof(
    { maxDepth: 4 },
    fc.record({ kind: fc.constant('int32' as const), value: fc.integer() }),
    fc.record({ kind: fc.constantFrom('bytes' as const, 'raw' as const), value: bytes }),
    fc.record({ kind: fc.constant('look' as const) }),
    fc.record({ kind: fc.constant('encoder' as const), steps: tie('steps') }),
    fc.record({
      kind: fc.constant('array' as const),
      encoders: fc.array(tie('steps'), { maxLength: 3 }),
    }),
  ),
  steps: fc.array(tie('step'), { maxLength: 5 }),
})).steps;

describe('an encoder that holds long buffers by reference', () => {
  it("writes the bytes that kafkajs' own writes", () => {
    fc.assert(
      fc.property(steps, (told) => {
        const own = write(Encoder, told);
        const held = write(Holding, told);
        expect(held.size()).toBe(own.size());
        expect(held.buffer.equals(own.buffer)).toBe(true);
        expect(held.size()).toBe(own.size());
      }),
      { numRuns: 500 },
    );
  });

  it('takes no copy of a long buffer until the request is written', () => {
    const value = Buffer.alloc(5_000, 1);
    const outer = new Holding().writeEncoder(new Holding().writeBytes(value));
    value.fill(2);
    expect(outer.buffer.subarray(4).every((byte) => byte === 2)).toBe(true);
  });
});
