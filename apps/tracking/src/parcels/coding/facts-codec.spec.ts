import { FEE_CENTS_MAX, HANDOVER_PROOFS, SCAN_KINDS, SERVICE_MODES } from '@youlu/vocabulary';
import fc from 'fast-check';
import type { Fact } from '../fold/fact';
import { decodeFacts, encodeFacts, FactsOfAnotherRelease } from './facts-codec';
import { at, scanned } from '../../testing/sample-parcel';

const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}$/);
const instant = fc.oneof(
  fc.integer({ min: -2_209_075_200_000, max: 7_258_204_800_000 }),
  fc.integer({ min: 1_598_800_000_000, max: 1_601_200_000_000 }),
);
const NUMBER = 'LX123456785CN';
const anyFact: fc.Arbitrary<Fact> = fc.record({
  scanId: fc.oneof(
    id,
    fc.uuid(),
    fc.nat(99).map((n) => `${NUMBER}-${n}`),
    fc.constant(NUMBER),
  ),
  kind: fc.constantFrom(...SCAN_KINDS),
  nodeId: fc.oneof(id, fc.constantFrom('county-653024', 'station-653024203', '653024')),
  placeCode: fc.oneof(fc.stringMatching(/^[1-9][0-9]{1,11}$/), fc.constant('653024')),
  occurredAt: instant,
  sentAt: instant,
  recordedAt: instant,
  consent: fc.constantFrom(undefined, true, false),
  proof: fc.constantFrom(undefined, undefined, ...HANDOVER_PROOFS),
  feeCents: fc.option(fc.integer({ min: 0, max: FEE_CENTS_MAX }), { nil: undefined }),
  mode: fc.constantFrom(undefined, undefined, ...SERVICE_MODES),
});

describe('facts codec', () => {
  it('gives back exactly what went in', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 20 }), (facts) => {
        expect(decodeFacts(encodeFacts(facts, NUMBER), NUMBER)).toEqual(facts);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps upper-case and malformed UUIDs as they are', () => {
    const ids = ['6F9619FF-8B86-D011-B42D-00CF4FC964FF', '6f9619ff-8b86-d011-b42d-00cf4fc964f'];
    const facts = ids.map((scanId) => scanned(scanId, 'arrived', 'county-653024', at('01T08:00')));
    expect(decodeFacts(encodeFacts(facts, NUMBER), NUMBER).map((fact) => fact.scanId)).toEqual(ids);
  });

  it('takes about 25 bytes a scan on a usual way through the county', () => {
    const nodes = ['county-653024', 'station-653024203', 'village-653024203200'];
    const facts = nodes.flatMap((node, i) => [
      scanned(`LX123456785CN-${i}a`, 'arrived', node, at(`0${i + 1}T08:00`)),
      scanned(`LX123456785CN-${i}d`, 'departed', node, at(`0${i + 1}T12:00`)),
    ]);
    expect(encodeFacts(facts, NUMBER).length / facts.length).toBeLessThan(30);
  });

  it('reads what was written before ids were shortened', () => {
    const bytes = Buffer.from(
      '0122017446f69800c0a907017446f7864860000009f6e00d636f756e74792d363533303234' +
        '104c58313233343536373835434e2d3031e2017446f69800c0a907017446f7864800' +
        '0d9f1f6e6f0a4d839f3b0a2c7f9e1b5522017446f69800c0a907017446f78648' +
        'c0980b4691c01476696c6c6167652d3635333032343230333230300162',
      'hex',
    );
    expect(
      decodeFacts(bytes, NUMBER).map(({ scanId, nodeId, placeCode, consent }) => [
        scanId,
        nodeId,
        placeCode,
        consent,
      ]),
    ).toEqual([
      [`${NUMBER}-01`, 'county-653024', '653024', true],
      ['0d9f1f6e-6f0a-4d83-9f3b-0a2c7f9e1b55', 'county-653024', '653024', true],
      ['b', 'village-653024203200', '653024203200', true],
    ]);
  });

  it('reads what was written before scans told of hand-overs', () => {
    const facts = [scanned('a', 'delivered', 'county-653024', at('01T08:00'), { consent: true })];
    const bytes = encodeFacts(facts, NUMBER);
    bytes[0] = 2; // what is not said is written as it was
    expect(decodeFacts(bytes, NUMBER)).toEqual(facts);
  });

  it('blames no scan for a format it does not know: a newer release reads it', () => {
    const read = (): unknown => decodeFacts(Buffer.from([9, 1, 2]), NUMBER);
    expect(read).toThrow(FactsOfAnotherRelease);
    expect(read).toThrow('format 9');
    expect(new FactsOfAnotherRelease(NUMBER, 9)).toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('newest release') as string,
    });
  });

  it('reads nothing from nothing', () => {
    expect(decodeFacts(encodeFacts([], NUMBER), NUMBER)).toEqual([]);
    expect(decodeFacts(Buffer.alloc(0), NUMBER)).toEqual([]);
  });
});
