import { ALL_CONTRACTS, ScansReported, sealRows } from '@youlu/contracts';
import { isZhEn } from '@youlu/vocabulary';
import fc from 'fast-check';
import { compileRowJudge, decodeRecord } from './decode-record';

describe('opening a record', () => {
  it('gives the rows of the expected type and names what is for others', () => {
    const text = sealRows(ScansReported, [ScansReported.example], { id: 'x', now: 0 });
    const value = Buffer.from(text);
    expect(decodeRecord(ScansReported.type, value)).toEqual({
      kind: 'rows',
      rows: [ScansReported.example],
    });
    expect(decodeRecord('youlu.other.v1', value)).toEqual({
      kind: 'other',
      type: ScansReported.type,
    });
  });

  it('answers with a reason whatever the bytes', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array)),
      fc.json().map((json) => Buffer.from(json)),
    );
    fc.assert(
      fc.property(bytes, (value) => {
        const decoded = decodeRecord(ScansReported.type, value);
        expect(decoded.kind === 'undecodable' && isZhEn(decoded.reason)).toBe(true);
      }),
    );
    expect(decodeRecord(ScansReported.type, null)).toMatchObject({ code: 'record.empty' });
  });

  it('finds every example good, and a missing field bad', () => {
    for (const contract of ALL_CONTRACTS) {
      const judge = compileRowJudge(contract);
      expect(judge(contract.example)).toBeUndefined();
      expect(judge({})).toMatch(/^该行不符合契约：缺少 .*。the row must have required property/);
    }
  });

  it('says in Chinese what any contract asks for', () => {
    const many = Array.from({ length: 5_000 }, () => ({}));
    const wrong = [null, {}, '', 'x'.repeat(5_000), -1e99, 1e99, 0.5, [], many];
    for (const contract of ALL_CONTRACTS) {
      const judge = compileRowJudge(contract);
      const example = contract.example as object;
      const faults = Object.keys(example).flatMap((field) =>
        wrong.map((value) => judge({ ...example, [field]: value })),
      );
      const found = faults.filter((fault) => fault !== undefined);
      expect(found.length).toBeGreaterThan(Object.keys(example).length);
      expect(found.filter((fault) => !/不符合契约：.+。.*[a-z]{2}/.test(fault))).toEqual([]);
    }
  });
});
