import { ALL_CONTRACTS, ScansReported, sealRows } from '@youlu/contracts';
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
        expect(decoded.kind).toBe('undecodable');
      }),
    );
    expect(decodeRecord(ScansReported.type, null)).toMatchObject({ code: 'record.empty' });
  });

  it('finds every example good, and a missing field bad', () => {
    for (const contract of ALL_CONTRACTS) {
      const judge = compileRowJudge(contract);
      expect(judge(contract.example)).toBeUndefined();
      expect(judge({})).toMatch(/required/);
    }
  });
});
