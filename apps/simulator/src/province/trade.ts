/** Where Xinjiang's fruit goes, besides what a product names itself: weights are assumed. */
export const OUTBOUND_DESTINATIONS: readonly (readonly [string, number])[] = [
  ['440000', 15],
  ['330000', 11],
  ['320000', 11],
  ['310000', 9],
  ['110000', 9],
  ['370000', 7],
  ['410000', 6],
  ['510000', 6],
  ['420000', 5],
  ['430000', 4],
  ['350000', 4],
  ['610000', 4],
  ['130000', 4],
  ['340000', 3],
  ['210000', 3],
  ['500000', 3],
  ['620000', 2],
  ['360000', 2],
  ['120000', 2],
  ['450000', 2],
];

/** A county in Urumqi full of warehouses: what is sent from within the region. */
const REGIONAL_WAREHOUSES = '650104';

/** Where the goods for the villages come from: weights are assumed. */
export const INBOUND_ORIGINS: readonly (readonly [string, number])[] = [
  ['330000', 32],
  ['440000', 19],
  [REGIONAL_WAREHOUSES, 15],
  ['320000', 10],
  ['350000', 6],
  ['130000', 5],
  ['370000', 5],
  ['110000', 4],
  ['310000', 4],
];

/** Cities a product names as its market that are prefectures in our register: their county. */
const MARKET_COUNTIES: ReadonlyMap<string, string> = new Map([['650200', '650203']]);

export function marketOf(code: string): string {
  return MARKET_COUNTIES.get(code) ?? code;
}
