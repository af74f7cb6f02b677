import { ranked } from './draws';
import type { Geography } from './geography';
import type { Register } from './register';

const OUTLET_SHARE_PERMILLE = 965;
const SIZE_WEIGHT = 0.25;

/** How many of so many, rounded up, by whole-number arithmetic. */
export function shareOf(total: number, permille: number): number {
  return Math.floor((total * permille + 999) / 1000);
}

/** The townships that have an express outlet: near the county seat and large first. */
export function chooseOutlets(register: Register, geography: Geography): ReadonlySet<string> {
  const { townships } = register;
  const order = ranked(
    townships,
    ({ code }) =>
      -Math.log(1 + geography.townKm(code)) + SIZE_WEIGHT * Math.log(1 + register.sizeOf(code)),
    ({ code }) => code,
  );
  const chosen = order.slice(0, shareOf(townships.length, OUTLET_SHARE_PERMILLE));
  return new Set(chosen.map(({ code }) => code));
}
