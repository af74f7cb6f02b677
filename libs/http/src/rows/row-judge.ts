import type { Static, TSchema } from '@sinclair/typebox';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { isDay, isDivisionCode, isTrackingNumber, parseInstant } from '@youlu/vocabulary';
import { isPlainText } from '../fields';
import type { Rejection, RowFault } from './rejection';
import { faultOf } from './row-fault';

/** Undefined for a good row; the first fault of a bad one. Compiled once, called per row. */
export interface RowJudge<Row> {
  (row: unknown): RowFault | undefined;
  readonly schema: TSchema;
  /** Carries the type only; never set. */
  readonly row?: Row;
}

export interface JudgedRows<Row> {
  good: { index: number; row: Row }[];
  rejections: Rejection[];
}

const ajv = new Ajv({ allErrors: false, strict: true, coerceTypes: false, verbose: true });
addFormats.default(ajv, ['uri', 'uuid']);
ajv.addFormat('date', isDay);
ajv.addFormat('plain-text', isPlainText);
ajv.addFormat('date-time', (text: string) => parseInstant(text) !== undefined);
ajv.addFormat('division-code', isDivisionCode);
ajv.addFormat('tracking-number', isTrackingNumber);

/**
 * Compiles a TypeBox schema into a judge of rows. Objects in `schema` need
 * `additionalProperties: false`, which `rowObject` sets.
 */
export function compileRow<S extends TSchema>(schema: S): RowJudge<Static<S>> {
  const validate: ValidateFunction = ajv.compile(schema);
  const judge = (row: unknown): RowFault | undefined =>
    validate(row) ? undefined : faultOf(firstError(validate));
  return Object.assign(judge, { schema });
}

function firstError(validate: ValidateFunction): ErrorObject {
  const error = validate.errors?.[0];
  if (error === undefined) throw new Error('ajv refused a row without saying why');
  return error;
}

/**
 * Sorts rows into good and refused. `alsoJudge` sees rows of the right shape only, and adds what a
 * schema cannot say (an instant before another, an unknown code).
 */
export function judgeRows<Row>(
  rows: readonly unknown[],
  judge: RowJudge<Row>,
  alsoJudge?: (row: Row, index: number) => RowFault | undefined,
): JudgedRows<Row> {
  const good: { index: number; row: Row }[] = [];
  const rejections: Rejection[] = [];
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index] as Row;
    const fault = judge(row) ?? alsoJudge?.(row, index);
    if (fault === undefined) good.push({ index, row });
    else rejections.push({ index, ...fault });
  }
  return { good, rejections };
}
