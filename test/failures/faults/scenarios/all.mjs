import { calm } from './calm.mjs';
import { failpoints } from './failpoints.mjs';
import { kills } from './kills.mjs';

/** In the order in which they run. `shortSeconds` marks those of the short form, in `npm test`. */
export const SCENARIOS = [calm, kills, failpoints];
