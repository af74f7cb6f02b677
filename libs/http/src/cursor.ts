import { isDay } from '@youlu/vocabulary';
import { isPlainText } from './fields';
import { HttpProblem } from './problem';

type CursorField = 'string' | 'number' | 'day';
export type CursorShape = Readonly<Record<string, CursorField>>;
export type CursorOf<S extends CursorShape> = {
  [K in keyof S]: S[K] extends 'number' ? number : string;
};

/** Longer than any honest cursor: a few keys of a few dozen characters. */
const CURSOR_CHARACTERS_MAX = 1_024;

/** An opaque, URL-safe cursor holding the sort keys of the last item shown. */
export function encodeCursor(keys: Readonly<Record<string, string | number>>): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/**
 * The keys inside a cursor we gave out, or undefined for the first page.
 * @throws HttpProblem 400 naming `cursor` when it is not one of ours
 */
export function decodeCursor<S extends CursorShape>(
  cursor: string | undefined,
  shape: S,
): CursorOf<S> | undefined {
  if (cursor === undefined || cursor === '') return undefined;
  const keys = cursor.length <= CURSOR_CHARACTERS_MAX ? parse(cursor) : undefined;
  if (keys === undefined || !matches(keys, shape)) {
    throw new HttpProblem(
      400,
      'request.cursor',
      'cursor 不是本列表给出的游标：取首页请不填，翻页请原样传回 nextCursor。cursor is not one this list gave out. Leave it away for the first page, or pass nextCursor unchanged.',
      { field: 'cursor' },
    );
  }
  return keys;
}

function parse(cursor: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** A client may have made the cursor itself: what goes into a query is checked as in a body. */
function isKey(value: unknown, field: CursorField | undefined): boolean {
  if (field === 'number') return Number.isSafeInteger(value);
  if (typeof value !== 'string' || !isPlainText(value)) return false;
  return field === 'string' || isDay(value);
}

function matches<S extends CursorShape>(
  keys: Record<string, unknown>,
  shape: S,
): keys is CursorOf<S> {
  const names = Object.keys(shape);
  return (
    Object.keys(keys).length === names.length &&
    names.every((name) => Object.hasOwn(keys, name) && isKey(keys[name], shape[name]))
  );
}
