/**
 * A value as the one JSON text that says it: keys in the order of their UTF-16 units, no blanks, as
 * RFC 8785 lays down. Only what two programs cannot print differently is taken: texts, booleans,
 * null, whole numbers, lists and plain objects; a field that is undefined is left away.
 * @throws TypeError for anything else
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (Number.isSafeInteger(value)) return Object.is(value, -0) ? '0' : String(value as number);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && isPlain(value)) {
    const said = Object.entries(value).filter(([, field]) => field !== undefined);
    const sorted = said.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${sorted.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(',')}}`;
  }
  throw new TypeError(
    `A ${typeof value} has no canonical JSON here: send text, whole numbers, lists, objects`,
  );
}

/** Made by a literal or from JSON, also by code of another realm, whose Object is not ours. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
