import { UnusableFile } from '../tables/table';
import { noReport } from './rows-by-code';

/** A text of JSON, whole, and the colon behind one that is a key. */
const TEXT_OR_KEY = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g;

/**
 * What JSON says, however it is laid out: a program that saves it anew indents it, orders its keys
 * otherwise, or puts a mark of the encoding before it.
 * @throws UnusableFile for what is no JSON, and where a key stands twice: then it says two things, of
 *   which a reader shows one and another reader the other
 */
export function jsonIn(text: string): unknown {
  const value = parsed(text.replace(/^\ufeff/, ''));
  let written = 0;
  for (const [, colon] of text.matchAll(TEXT_OR_KEY)) if (colon !== undefined) written++;
  if (written === keysOf(value)) return value;
  throw new UnusableFile(
    '同一对象中有重复的键，报告中每个键只有一次。An object in the file has a key twice, a report has each once: it was changed. Take the file anew from GET /v1/reports/{id}/files.',
  );
}

export const beginsAsJson = (text: string): boolean => /^\ufeff?\s*\{/.test(text);

/** The same value with the keys of every object in one order. */
export function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([key, one]) => [key, inOrder(one)]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw noReport();
  }
}

function keysOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inside = Object.values(value).reduce((sum: number, one) => sum + keysOf(one), 0);
  return Array.isArray(value) ? inside : inside + Object.keys(value).length;
}
