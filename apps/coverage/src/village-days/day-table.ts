import {
  CHANNELS,
  DAY_DIRECTIONS,
  DAY_MODES,
  type Channel,
  type DayDirection,
  type DayMode,
} from './served-day';

const WORD_BITS = 32;
const WORDS = Math.ceil(366 / WORD_BITS);

/** A bitmap as it is read: 366 characters 0 or 1. */
export interface BitmapRow {
  readonly code: string;
  readonly year: number;
  readonly channel: string;
  readonly direction: string;
  readonly mode: string;
  readonly simulated: boolean;
  readonly days: string;
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
  private readonly codes: string[] = [];
  private readonly years: Int16Array;
  /** Mode, channel, direction and whether simulated, in one number. */
  private readonly sorts: Uint16Array;
  private readonly words: Int32Array;

  /** @param rows by code, then year */
  constructor(rows: readonly BitmapRow[]) {
    this.years = new Int16Array(rows.length);
    this.sorts = new Uint16Array(rows.length);
    this.words = new Int32Array(rows.length * WORDS);
    rows.forEach((row, i) => {
      this.codes.push(row.code);
      this.years[i] = row.year;
      const channel = CHANNELS.indexOf(row.channel as Channel);
      const direction = DAY_DIRECTIONS.indexOf(row.direction as DayDirection);
      const mode = DAY_MODES.indexOf(row.mode as DayMode);
      this.sorts[i] = (mode << 6) | (channel << 4) | (direction << 1) | (row.simulated ? 1 : 0);
      this.words.set(wordsOf(row.days), i * WORDS);
    });
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

function wordsOf(bits: string): Int32Array {
  const words = new Int32Array(WORDS);
  for (let i = 0; i < bits.length; i++) {
    if (bits.charCodeAt(i) === 49) words[i >> 5] = (words[i >> 5] as number) | (1 << (i & 31));
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
