import {
  CHANNELS,
  DAY_DIRECTIONS,
  DAY_MODES,
  type Channel,
  type DayDirection,
  type DayMode,
} from './served-day';

const WORD_BITS = 32;
const WORD_DIGITS = 8;
const WORDS = Math.ceil(366 / WORD_BITS);

/** Bitmaps as they are read, column by column; the days of one are 46 bytes as 92 hex digits, the first day their highest bit. */
interface BitmapColumns {
  readonly length: number;
  readonly code: readonly string[];
  readonly year: readonly string[];
  readonly channel: readonly string[];
  readonly direction: readonly string[];
  readonly mode: readonly string[];
  readonly simulated: readonly string[];
  readonly days: readonly string[];
}

/** What is counted: one mask for each year, and of which bitmaps. */
export interface DayCount {
  readonly masks: readonly { readonly year: number; readonly mask: string }[];
  readonly channel?: Channel | undefined;
  readonly direction?: DayDirection | undefined;
  readonly mode?: DayMode | undefined;
  /** Places whose code begins so, after this one. */
  readonly place: string;
  readonly after: string;
  readonly limit: number;
}

/** Bitmaps of many places as words in one array, so that counting days is counting bits. */
export class DayTable {
  private readonly codes: readonly string[];
  private readonly years: Int16Array;
  /** Mode, channel, direction and whether simulated, in one number. */
  private readonly sorts: Uint16Array;
  private readonly words: Int32Array;

  /** @param columns by code, then year */
  constructor(columns: BitmapColumns) {
    const { length, code, year, channel, direction, mode, simulated, days } = columns;
    this.codes = code;
    this.years = Int16Array.from(year, Number);
    this.sorts = new Uint16Array(length);
    this.words = new Int32Array(length * WORDS);
    for (let i = 0; i < length; i++) {
      const sort =
        (DAY_MODES.indexOf(mode[i] as DayMode) << 6) |
        (CHANNELS.indexOf(channel[i] as Channel) << 4) |
        (DAY_DIRECTIONS.indexOf(direction[i] as DayDirection) << 1);
      this.sorts[i] = sort | (simulated[i] === 'true' ? 1 : 0);
      this.readWords(days[i] ?? '', i * WORDS);
    }
  }

  /** Read eight digits at a time: bit by bit, a province takes longer than all else together. */
  private readWords(hex: string, at: number): void {
    for (let w = 0; w < WORDS; w++) {
      const digits = hex.slice(w * WORD_DIGITS, (w + 1) * WORD_DIGITS);
      this.words[at + w] = parseInt(digits, 16) << (4 * (WORD_DIGITS - digits.length));
    }
  }

  count(asked: DayCount): { code: string; days: number; simulated: boolean }[] {
    const masks = new Map(asked.masks.map(({ year, mask }) => [year, wordsOf(mask)]));
    const found: { code: string; days: number; simulated: boolean }[] = [];
    const union = new Int32Array(WORDS);
    let i = this.firstAfter(asked);
    while (i < this.codes.length && found.length < asked.limit) {
      const code = this.codes[i] as string;
      if (!code.startsWith(asked.place)) break;
      let [days, simulated] = [0, false];
      while (this.codes[i] === code) {
        const year = this.years[i] as number;
        const mask = masks.get(year);
        union.fill(0);
        for (; this.codes[i] === code && this.years[i] === year; i++) {
          if (!mask || !this.isAsked(i, asked)) continue;
          if (this.join(union, i, mask) && ((this.sorts[i] as number) & 1) === 1) simulated = true;
        }
        days += bitsIn(union);
      }
      if (days > 0) found.push({ code, days, simulated });
    }
    return found;
  }

  private isAsked(row: number, { channel, direction, mode }: DayCount): boolean {
    const sort = this.sorts[row] as number;
    return (
      (channel === undefined || CHANNELS[(sort >> 4) & 3] === channel) &&
      (direction === undefined || DAY_DIRECTIONS[(sort >> 1) & 7] === direction) &&
      (mode === undefined || DAY_MODES[sort >> 6] === mode)
    );
  }

  /** Adds a bitmap's days within the mask; false if there are none. */
  private join(union: Int32Array, row: number, mask: Int32Array): boolean {
    let any = 0;
    for (let w = 0; w < WORDS; w++) {
      const bits = (this.words[row * WORDS + w] as number) & (mask[w] as number);
      union[w] = (union[w] as number) | bits;
      any |= bits;
    }
    return any !== 0;
  }

  private firstAfter({ place, after }: DayCount): number {
    let [low, high] = [0, this.codes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const code = this.codes[middle] as string;
      if (code < place || code <= after) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** A mask as it is written, 366 characters 0 or 1, in the same order of bits. */
function wordsOf(bits: string): Int32Array {
  const words = new Int32Array(WORDS);
  for (let i = 0; i < bits.length; i++) {
    if (bits.charCodeAt(i) === 49)
      words[i >> 5] = (words[i >> 5] as number) | (1 << (31 - (i & 31)));
  }
  return words;
}

function bitsIn(words: Int32Array): number {
  let count = 0;
  for (let w = 0; w < WORDS; w++) {
    let x = words[w] as number;
    x -= (x >>> 1) & 0x55555555;
    x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
    count += Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}
