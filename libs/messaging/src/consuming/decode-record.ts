import { ALL_CONTRACTS, type EventContract } from '@youlu/contracts';
import type { ZhEn } from '@youlu/vocabulary';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { faultText } from './row-fault';

/** What a record turned out to be for one handler. */
export type Decoded =
  | { readonly kind: 'rows'; readonly rows: readonly unknown[] }
  /** In contracts, but not what this handler is for. */
  | { readonly kind: 'other'; readonly type: string }
  | { readonly kind: 'undecodable'; readonly code: string; readonly reason: ZhEn };

const TYPE_SHOWN_MAX = 200;
const KNOWN_TYPES: ReadonlySet<string> = new Set(ALL_CONTRACTS.map(({ type }) => type));

/** Opens an envelope; never throws: whatever is wrong with the bytes becomes a reason. */
export function decodeRecord(expectedType: string, value: Buffer | null): Decoded {
  if (value === null) return undecodable('empty', '消息没有内容。The record has no value');
  let envelope: unknown;
  try {
    envelope = JSON.parse(value.toString('utf8'));
  } catch (error) {
    return undecodable(
      'not-json',
      `内容不是 JSON。The value is not JSON: ${(error as Error).message}`,
    );
  }
  if (typeof envelope !== 'object' || envelope === null) {
    return undecodable(
      'not-an-envelope',
      '内容不是 CloudEvents 信封。The value is not a CloudEvents envelope',
    );
  }
  const { specversion, type, data } = envelope as Record<string, unknown>;
  if (specversion !== '1.0' || typeof type !== 'string') {
    return undecodable(
      'not-an-envelope',
      '缺少 specversion 1.0 和 type。specversion 1.0 and type are missing',
    );
  }
  if (type !== expectedType) {
    if (KNOWN_TYPES.has(type)) return { kind: 'other', type };
    const shown = type.slice(0, TYPE_SHOWN_MAX);
    return undecodable(
      'unknown-type',
      `没有契约的类型为 ${shown}。No contract has the type ${shown}`,
    );
  }
  const rows = (data as { rows?: unknown } | null | undefined)?.rows;
  if (!Array.isArray(rows))
    return undecodable('no-rows', 'data.rows 不是列表。data.rows is not a list');
  return { kind: 'rows', rows };
}

function undecodable(code: string, reason: ZhEn): Decoded {
  return { kind: 'undecodable', code: `record.${code}`, reason };
}

/** Answers `undefined` for a good row, else what is wrong with it. */
export type RowJudge = (row: unknown) => ZhEn | undefined;

/** Rows may have fields that this release does not know: change is additive. */
export function compileRowJudge<Row>(contract: EventContract<Row>): RowJudge {
  const ajv = addFormats(new Ajv({ allowUnionTypes: true }));
  const validate: ValidateFunction = ajv.compile(contract.rowSchema);
  return (row) => {
    if (validate(row)) return undefined;
    return faultText(validate.errors?.[0]);
  };
}
