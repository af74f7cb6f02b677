import { readS10, type TrackingNumber } from '@youlu/vocabulary';

/** Serials of an S10 number have eight digits. */
export const SERIAL_MAX = 99_999_999;
export const BLOCK_COUNT_MAX = 100_000;
/** Numbers of this platform end in the country that issues them. */
export const ISSUING_COUNTRY = 'CN';

/**
 * The platform's own, kept apart so that its numbers never meet those that merchants ask for. UPU
 * S10 lists PA-PZ for domestic, bilateral and multilateral use. A hundred million serials are 25
 * days of a province at 4 million parcels a day, hence several.
 */
export const PLATFORM_INDICATORS = ['PA', 'PB', 'PC', 'PD', 'PE', 'PF', 'PG', 'PH'] as const;

/** Serials `first … last` (both included) of one service indicator. */
export interface SerialRange {
  readonly serviceIndicator: string;
  readonly first: number;
  readonly last: number;
}

/** Serials that one merchant may print on its labels; the platform's own block has no merchant. */
export interface NumberBlock extends SerialRange {
  readonly blockId: string;
  readonly merchantId: string | null;
}

/** One S10 number, taken apart. */
export interface Serial {
  readonly trackingNumber: TrackingNumber;
  readonly serviceIndicator: string;
  readonly serial: number;
}

/** Two upper-case letters that the platform does not keep for itself. */
export function isLeasableIndicator(text: string): boolean {
  return /^[A-Z]{2}$/.test(text) && !(PLATFORM_INDICATORS as readonly string[]).includes(text);
}

/** The serials of a block, or undefined where they run past the eight digits. */
export function rangeFrom(
  serviceIndicator: string,
  first: number,
  count: number,
): SerialRange | undefined {
  const last = first + count - 1;
  return last <= SERIAL_MAX ? { serviceIndicator, first, last } : undefined;
}

export function overlaps(a: SerialRange, b: SerialRange): boolean {
  return a.serviceIndicator === b.serviceIndicator && a.first <= b.last && b.first <= a.last;
}

/** A number of this platform's country taken apart; undefined if it is no such number. */
export function serialOf(trackingNumber: TrackingNumber): Serial | undefined {
  const number = readS10(trackingNumber);
  return number?.country === ISSUING_COUNTRY
    ? { trackingNumber, serviceIndicator: number.serviceIndicator, serial: number.serial }
    : undefined;
}
