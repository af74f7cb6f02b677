const LENGTHS = [2, 4, 6, 9, 12] as const;

/**
 * Whether a text is written like a division code of the statistics bureau: 2 digits (province),
 * 4 (prefecture), 6 (county), 9 (township) or 12 (village). Whether such a place exists on a date
 * is a question for the register.
 */
export function isDivisionCode(code: string): boolean {
  return (LENGTHS as readonly number[]).includes(code.length) && /^[1-9]\d+$/.test(code);
}

/** The code of the enclosing division as the digits say it; undefined above a province. */
export function parentPrefix(code: string): string | undefined {
  const length = LENGTHS.findLast((l) => l < code.length);
  return length === undefined ? undefined : code.slice(0, length);
}
