import { ALL_CONTRACTS, type EventContract } from '@youlu/contracts';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

/** What a record turned out to be for one handler. */
export type Decoded =
  | { readonly kind: 'rows'; readonly rows: readonly unknown[] }
  /** In contracts, but not what this handler is for. */
  | { readonly kind: 'other'; readonly type: string }
  | { readonly kind: 'undecodable'; readonly code: string; readonly reason: string };

const KNOWN_TYPES: ReadonlySet<string> = new Set(ALL_CONTRACTS.map(({ type }) => type));

/** Opens an envelope; never throws: whatever is wrong with the bytes becomes a reason. */
export function decodeRecord(expectedType: string, value: Buffer | null): Decoded {
  if (value === null) return undecodable('empty', 'The record has no value');
  let envelope: unknown;
  try {
    envelope = JSON.parse(value.toString('utf8'));
  } catch (error) {
    return undecodable('not-json', `The value is not JSON: ${(error as Error).message}`);
  }
  if (typeof envelope !== 'object' || envelope === null) {
    return undecodable('not-an-envelope', 'The value is not a CloudEvents envelope');
  }
  const { specversion, type, data } = envelope as Record<string, unknown>;
  if (specversion !== '1.0' || typeof type !== 'string') {
    return undecodable('not-an-envelope', 'specversion 1.0 and type are missing');
  }
  if (type !== expectedType) {
    if (KNOWN_TYPES.has(type)) return { kind: 'other', type };
    return undecodable('unknown-type', `No contract has the type '${type.slice(0, 200)}'`);
  }
  const rows = (data as { rows?: unknown } | null | undefined)?.rows;
  if (!Array.isArray(rows)) return undecodable('no-rows', 'data.rows is not a list');
  return { kind: 'rows', rows };
}

function undecodable(code: string, reason: string): Decoded {
  return { kind: 'undecodable', code: `record.${code}`, reason };
}

/** Answers `undefined` for a good row, else what is wrong with it. */
export type RowJudge = (row: unknown) => string | undefined;

/** Rows may have fields that this release does not know: change is additive. */
export function compileRowJudge<Row>(contract: EventContract<Row>): RowJudge {
  const ajv = addFormats(new Ajv({ allowUnionTypes: true }));
  const validate: ValidateFunction = ajv.compile(contract.rowSchema);
  return (row) => {
    if (validate(row)) return undefined;
    const [error] = validate.errors ?? [];
    return `${error?.instancePath || 'row'} ${error?.message ?? 'is invalid'}`;
  };
}
