import * as fc from 'fast-check';
import {
  type AuditEntry,
  type AuditStep,
  ChainWalk,
  chained,
  EMPTY_CHAIN,
  hashOfEntry,
} from './audit-entry';

const step = (subjectId: string, more: Partial<AuditStep> = {}): AuditStep => ({
  subject: 'challenge',
  subjectId,
  step: 'open',
  organisation: '某村委会',
  detail: { b: 1, a: '理由' },
  ...more,
});
const chainOf = (count: number): AuditEntry[] => {
  const steps = Array.from({ length: count }, (_, i) => step(`c-${i}`));
  return chained(EMPTY_CHAIN, steps, 1_600_000_000_000);
};
const faultsOf = (entries: readonly AuditEntry[], anchors?: Map<number, string[]>) => {
  const walk = new ChainWalk(anchors);
  walk.follow(entries);
  walk.finish();
  return walk.faults;
};

describe('the chain of the audit', () => {
  it('is without fault as it was written, in pieces or whole', () => {
    const entries = chainOf(20);
    expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(entries[0]?.detail).toBe('{"a":"理由","b":1}');
    const walk = new ChainWalk();
    for (let at = 0; at < 20; at += 7) walk.follow(entries.slice(at, at + 7));
    expect(walk.finish()).toEqual({ seq: 20, hash: entries[19]?.hash });
    expect(walk.faults).toEqual([]);
  });

  it('tells which entry was altered, in whatever field', () => {
    const changes: Partial<AuditEntry>[] = [
      { at: 1 },
      { subject: 'report' },
      { subjectId: 'c-99' },
      { step: 'settle' },
      { organisation: '另一单位' },
      { organisation: null },
      { detail: '{}' },
      { previous: '00' },
      { hash: '00' },
    ];
    fc.assert(
      fc.property(fc.nat(18), fc.constantFrom(...changes), (at, change) => {
        const entries = chainOf(20);
        entries[at] = { ...(entries[at] as AuditEntry), ...change };
        expect(faultsOf(entries)).toContainEqual({ seq: at + 1, fault: 'altered' });
      }),
    );
  });

  it('tells of an entry that was made anew with its hash, by the one behind it', () => {
    const entries = chainOf(5);
    const forged = { ...(entries[2] as AuditEntry), organisation: '另一单位' };
    entries[2] = { ...forged, hash: hashOfEntry(forged) };
    expect(faultsOf(entries)).toEqual([{ seq: 4, fault: 'not-joined' }]);
  });

  it('tells what is missing, within and at the end that a report anchors', () => {
    const entries = chainOf(6);
    const anchors = new Map([[6, [entries[5]?.hash ?? '']]]);
    expect(faultsOf(entries, anchors)).toEqual([]);
    expect(faultsOf(entries.filter(({ seq }) => seq !== 3))).toEqual([
      { seq: 3, fault: 'missing' },
    ]);
    expect(faultsOf(entries.slice(0, 4), anchors)).toEqual([{ seq: 6, fault: 'missing' }]);
  });

  it('tells of a chain that was made anew as a whole, by what a report anchors', () => {
    const entries = chainOf(3);
    const anew = chained(EMPTY_CHAIN, [step('x'), step('y'), step('z')], 5);
    expect(faultsOf(anew)).toEqual([]);
    expect(faultsOf(anew, new Map([[3, [entries[2]?.hash ?? '']]]))).toEqual([
      { seq: 3, fault: 'anchor-differs' },
    ]);
  });

  it('tells of a chain that forked: two reports anchor the same place otherwise', () => {
    const entries = chainOf(3);
    const other = chained(EMPTY_CHAIN, [step('x'), step('y'), step('z')], 5);
    const both = [entries[2]?.hash ?? '', other[2]?.hash ?? ''];
    for (const anchored of [both, [...both].reverse()]) {
      const found = [{ seq: 3, fault: 'anchor-differs' }];
      expect(faultsOf(entries, new Map([[3, anchored]]))).toEqual(found);
      expect(faultsOf(other, new Map([[3, anchored]]))).toEqual(found);
    }
  });
});
