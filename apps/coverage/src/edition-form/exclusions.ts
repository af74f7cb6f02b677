import type { Exclusion } from './indicator-edition';

/**
 * Units left out of the editions of 2020. Empty: no list of exclusions has been published for
 * Xinjiang in 2020, and one cannot be invented. An entry needs the code and the written reason.
 */
export const TOWNSHIP_EXCLUSIONS_2020: readonly Exclusion[] = [];
export const VILLAGE_EXCLUSIONS_2020: readonly Exclusion[] = [];
