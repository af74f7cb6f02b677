import type { ZhEn } from '@youlu/vocabulary';
import { contentKey } from '../doors/content-key';
import { type Answer, detailOf, type DoorClient, ServiceAway } from '../doors/door.client';
import type { Service } from '../doors/service-urls';
import type { ReadRow } from '../columns/row-kind';
import type { ImportResult, RowOutcome, Thing } from './import-result';

/** A door that takes many rows and judges each alone. */
export interface RowDoor {
  readonly service: Service;
  readonly path: string;
  readonly rowsField: string;
  readonly thing: Thing;
  /** Columns of the file by the fields of the door, where they are named otherwise. */
  readonly columnOf?: Readonly<Record<string, string>>;
}

interface BatchAnswer {
  readonly results?: readonly { index: number; outcome: RowOutcome | 'stored' }[];
  readonly rejections?: readonly {
    index: number;
    field?: string;
    code: string;
    reason: ZhEn;
    fix: ZhEn;
  }[];
}

const ROWS_AT_ONCE = 500;

/** Sends rows in the order of the file and takes over what the door says of each. */
export async function sendRows(
  doors: DoorClient,
  door: RowDoor,
  rows: readonly ReadRow<object>[],
  result: ImportResult,
  dependsOn: string,
): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    const some = rows.slice(at, at + ROWS_AT_ONCE);
    const body = { [door.rowsField]: some.map(({ row }) => row) };
    const key = contentKey(door.path, body, dependsOn);
    const answer = await doors.post(door.service, door.path, body, key);
    if (answer.status !== 200) throw new ServiceAway(`${door.path}: ${detailOf(answer)}`);
    takeOver(answer, door, some, result);
  }
}

function takeOver(
  { body, isOld }: Answer,
  { thing, columnOf = {} }: RowDoor,
  rows: readonly ReadRow<object>[],
  result: ImportResult,
): void {
  const { results = [], rejections = [] } = body as BatchAnswer;
  for (const { outcome } of results) {
    const now = outcome === 'stored' ? 'created' : outcome;
    result.count(thing, isOld ? 'unchanged' : now);
  }
  for (const { index, field = 'row', code, reason, fix } of rejections) {
    const { sheet, line = 0 } = rows[index] ?? {};
    const place = sheet === undefined ? { line } : { sheet, line };
    result.refused.push({ ...place, field: columnOf[field] ?? field, code, reason, fix });
  }
}
