export const UUID_BYTES = 16;

const UUID_CHARACTERS = 36;
const HYPHEN = 45;
/** Value of a hexadecimal digit by its character; -1 for all others. Capitals are others: they must come back. */
const NIBBLES = Int8Array.from({ length: 128 }, (_, unit) =>
  '0123456789abcdef'.indexOf(String.fromCharCode(unit)),
);

/**
 * Writes a lower-case UUID as 16 bytes; every scan asks, so without a regular expression.
 * @returns false when the text is no such UUID: what was written then means nothing
 */
export function writeUuid(out: Buffer, at: number, text: string): boolean {
  if (text.length !== UUID_CHARACTERS) return false;
  let i = 0;
  for (let byte = 0; byte < UUID_BYTES; byte++) {
    if (byte === 4 || byte === 6 || byte === 8 || byte === 10) {
      if (text.charCodeAt(i++) !== HYPHEN) return false;
    }
    const high = NIBBLES[text.charCodeAt(i++)] ?? -1;
    const low = NIBBLES[text.charCodeAt(i++)] ?? -1;
    if ((high | low) < 0) return false;
    out[at + byte] = (high << 4) | low;
  }
  return true;
}
