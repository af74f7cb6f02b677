import { SCAN_KINDS } from '@youlu/vocabulary';
import fc from 'fast-check';
import type { Fact } from './fact';
import { decodeFacts, encodeFacts } from './facts-codec';
import { at, scanned } from '../testing/sample-parcel';

const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}$/);
const instant = fc.oneof(
  fc.integer({ min: -2_209_075_200_000, max: 7_258_204_800_000 }),
  fc.integer({ min: 1_598_800_000_000, max: 1_601_200_000_000 }),
);
const anyFact: fc.Arbitrary<Fact> = fc.record({
  scanId: fc.oneof(id, fc.uuid()),
  kind: fc.constantFrom(...SCAN_KINDS),
  nodeId: fc.oneof(id, fc.constantFrom('county-653024', 'station-653024203')),
  placeCode: fc.oneof(fc.stringMatching(/^[1-9][0-9]{1,11}$/), fc.constant('653024')),
  occurredAt: instant,
  sentAt: instant,
  recordedAt: instant,
  consent: fc.constantFrom(undefined, true, false),
});

describe('facts codec', () => {
  it('gives back exactly what went in', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 20 }), (facts) => {
        expect(decodeFacts(encodeFacts(facts))).toEqual(facts);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps upper-case and malformed UUIDs as they are', () => {
    const ids = ['6F9619FF-8B86-D011-B42D-00CF4FC964FF', '6f9619ff-8b86-d011-b42d-00cf4fc964f'];
    const facts = ids.map((scanId) => scanned(scanId, 'arrived', 'county-653024', at('01T08:00')));
    expect(decodeFacts(encodeFacts(facts)).map((fact) => fact.scanId)).toEqual(ids);
  });

  it('takes about 45 bytes a scan on a usual way through the county', () => {
    const nodes = ['county-653024', 'station-653024203', 'village-653024203200'];
    const facts = nodes.flatMap((node, i) => [
      scanned(`LX123456785CN-${i}a`, 'arrived', node, at(`0${i + 1}T08:00`)),
      scanned(`LX123456785CN-${i}d`, 'departed', node, at(`0${i + 1}T12:00`)),
    ]);
    expect(encodeFacts(facts).length / facts.length).toBeLessThan(48);
  });

  it('refuses a format it does not know', () => {
    expect(() => decodeFacts(Buffer.from([9, 1, 2]))).toThrow('format 9');
  });

  it('reads nothing from nothing', () => {
    expect(decodeFacts(encodeFacts([]))).toEqual([]);
    expect(decodeFacts(Buffer.alloc(0))).toEqual([]);
  });
});
