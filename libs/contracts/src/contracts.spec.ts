import Ajv from 'ajv';
import { ALL_CONTRACTS, envelopeSchema, sealRows } from './index';

const ajv = new Ajv({ strict: true, allErrors: true });
const PERSONAL = /name$|phone|address|recipient|sender|idcard/i;

describe('contracts', () => {
  it('are told apart by type and topic', () => {
    const types = ALL_CONTRACTS.map((c) => c.type);
    const topics = ALL_CONTRACTS.map((c) => c.topic);
    expect(new Set(types).size).toBe(types.length);
    expect(new Set(topics).size).toBe(topics.length);
  });

  describe.each(ALL_CONTRACTS.map((c) => [c.type, c] as const))('%s', (_type, contract) => {
    it('gives an example that its own schema accepts, in a sealed record', () => {
      const record = sealRows(contract, [contract.example], { id: 'e-1', now: 0 });
      const validate = ajv.compile(envelopeSchema(contract));
      validate(JSON.parse(record));
      expect(validate.errors).toBeNull();
      expect(contract.keyOf(contract.example)).not.toBe('');
    });

    it('refuses a row that lacks any required field', () => {
      const validate = ajv.compile(contract.rowSchema);
      const required = contract.rowSchema['required'] as string[];
      for (const field of required) {
        const row = { ...(contract.example as Record<string, unknown>) };
        delete row[field];
        expect([field, validate(row)]).toEqual([field, false]);
      }
    });

    it('has no field for a person', () => {
      const fields = Object.keys(contract.rowSchema['properties'] as object);
      const placeNames = contract.topic === 'routing.node' || contract.topic === 'coverage.unit';
      expect(fields.filter((f) => PERSONAL.test(f) && !(placeNames && f === 'name'))).toEqual([]);
    });
  });
});
