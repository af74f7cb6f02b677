/** Levels of divisions, from the widest; a code's length says its level. */
export const PLACE_LEVELS = ['region', 'prefecture', 'county', 'unit4', 'village'] as const;
export type PlaceLevel = (typeof PLACE_LEVELS)[number];

/**
 * Leading digits of a division code that name the division of each level. A code that is shorter
 * tells a place above that level (a county centre has no village) and stays as it is, so that every
 * level adds up to the same total.
 */
export const CODE_DIGITS: Readonly<Record<PlaceLevel, number>> = {
  region: 2,
  prefecture: 4,
  county: 6,
  unit4: 9,
  village: 12,
};
