// Taken once: looking `Math` up is slow in a sandboxed context such as Jest's.
const { imul } = Math;

const FNV_OFFSET = 0x811c9dc5;

/**
 * FNV-1a over the UTF-16 units of a text: 32 bits, unsigned.
 * @param before the hash of what stands before the text, to hash parts without joining them
 */
export function fnv1a32(text: string, before = FNV_OFFSET): number {
  let h = before;
  for (let i = 0; i < text.length; i++) h = imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** The finaliser of MurmurHash3: spreads every input bit over 32 output bits, unsigned. */
export function mix32(x: number): number {
  let h = x;
  h = imul(h ^ (h >>> 16), 0x85ebca6b);
  h = imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
