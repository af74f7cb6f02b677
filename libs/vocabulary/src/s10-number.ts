import type { TrackingNumber } from './tracking-number';

const S10 = /^[A-Z]{2}(\d{8})(\d)[A-Z]{2}$/;
const WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7] as const;

/**
 * The check digit of an S10 serial of eight digits.
 * Rule: UPU standard S10, weights 8 6 4 2 3 5 9 7; 11 minus the remainder, 10 → 0, 11 → 5.
 */
export function s10CheckDigit(serial: string): number {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(serial[i]), 0);
  const digit = 11 - (sum % 11);
  return digit === 10 ? 0 : digit === 11 ? 5 : digit;
}

/** Whether a text is a whole S10 number with the right check digit. */
export function isS10(text: string): boolean {
  const parts = S10.exec(text);
  return parts !== null && s10CheckDigit(parts[1] as string) === Number(parts[2]);
}

/** `makeS10('LX', 12345678)` → `LX123456785CN`; serial 0 … 99,999,999. */
export function makeS10(serviceIndicator: string, serial: number, country = 'CN'): TrackingNumber {
  if (!Number.isInteger(serial) || serial < 0 || serial > 99_999_999) {
    throw new RangeError(`An S10 serial has eight digits; ${serial} does not fit.`);
  }
  const digits = String(serial).padStart(8, '0');
  return `${serviceIndicator}${digits}${s10CheckDigit(digits)}${country}`;
}

/** The parts of an S10 number; undefined if it is not one. */
export function readS10(
  text: string,
): { serviceIndicator: string; serial: number; country: string } | undefined {
  if (!isS10(text)) return undefined;
  return {
    serviceIndicator: text.slice(0, 2),
    serial: Number(text.slice(2, 10)),
    country: text.slice(11),
  };
}
