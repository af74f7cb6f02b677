import { type Static, type TObject, type TProperties, type TSchema, Type } from '@sinclair/typebox';
import { joinZhEn } from '@youlu/vocabulary';
import { HttpProblem, invalidRequest } from '../problem';
import type { RowFault } from './rejection';
import { compileRow, type JudgedRows, judgeRows, type RowJudge } from './row-judge';
import { rowObject } from './row-fields';

export const BATCH_ROWS_MAX = 1_000;

export interface BatchDoorDefinition<E extends TProperties, S extends TSchema> {
  /** Name of the list in the body, e.g. `scans`. */
  rowsField: string;
  /** Fields beside the list; a fault in one refuses the whole request. */
  envelope: E;
  /** Shape of one row; a fault in it refuses that row. */
  row: S;
  /** 1,000 unless said otherwise. */
  rowsMax?: number;
}

export interface OpenedBatch<Envelope, Row> extends JudgedRows<Row> {
  envelope: Envelope;
  /** The list as sent, for answers that speak of every row. */
  rows: readonly unknown[];
}

/** The shape of a bulk request: `open` judges a body, `schema` draws it into the OpenAPI. */
export interface BatchDoor<Envelope, Row> {
  readonly rowsField: string;
  readonly schema: TSchema;
  /**
   * @throws HttpProblem 400 when the envelope is wrong (naming the field), 413 when the list is
   *   longer than the door takes (naming the limit)
   */
  open(
    body: unknown,
    alsoJudge?: (row: Row, index: number, envelope: Envelope) => RowFault | undefined,
  ): OpenedBatch<Envelope, Row>;
}

export function batchDoor<E extends TProperties, S extends TSchema>(
  definition: BatchDoorDefinition<E, S>,
): BatchDoor<Static<TObject<E>>, Static<S>> {
  const { rowsField, envelope, row, rowsMax = BATCH_ROWS_MAX } = definition;
  const list = (items: TSchema): TSchema => Type.Array(items, { minItems: 1, maxItems: rowsMax });
  const judgeEnvelope = compileRow(
    rowObject({ ...envelope, [rowsField]: Type.Array(Type.Unknown(), { minItems: 1 }) }),
  );
  const judgeRow: RowJudge<Static<S>> = compileRow(row);
  return {
    rowsField,
    schema: rowObject({ ...envelope, [rowsField]: list(row) }),
    open(body, alsoJudge) {
      const rows = openEnvelope(body, rowsField, rowsMax, judgeEnvelope);
      const opened = body as Static<TObject<E>>;
      const judged = judgeRows(
        rows,
        judgeRow,
        alsoJudge && ((good, index) => alsoJudge(good, index, opened)),
      );
      return { envelope: opened, rows, ...judged };
    },
  };
}

function openEnvelope(
  body: unknown,
  rowsField: string,
  rowsMax: number,
  judge: RowJudge<unknown>,
): readonly unknown[] {
  const rows: unknown =
    typeof body === 'object' && body !== null && Object.hasOwn(body, rowsField)
      ? (body as Record<string, unknown>)[rowsField]
      : undefined;
  if (Array.isArray(rows) && rows.length > rowsMax) {
    throw new HttpProblem(
      413,
      'request.too-many-rows',
      `${rowsField} 共 ${rows.length} 行，此处一次最多受理 ${rowsMax} 行，请分几次发送。${rowsField} holds ${rows.length} rows and this door takes at most ${rowsMax}. Send several requests.`,
      { field: rowsField },
    );
  }
  const fault = judge(body);
  if (fault !== undefined) throw invalidRequest(joinZhEn(fault.reason, fault.fix), [fault]);
  return rows as readonly unknown[];
}
