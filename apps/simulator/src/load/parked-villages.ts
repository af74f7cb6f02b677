import type { PretendProvince } from '../province/province';
import { ranked } from '../province/draws';

const PARKED_PERMILLE = 40;
const PARKED_IN_SCOPE_MIN = 2;

/**
 * The abuse regulators look for: villages declared as reached whose parcels end at the township.
 * 4% of the declared ones, drawn over the whole region; any scope has two, if it declares that many.
 */
export function chooseParkedVillages(province: PretendProvince, scope: string): Set<string> {
  const { draws, expressVillages } = province;
  const order = ranked(
    expressVillages,
    (code) => draws.unit(`parked|${code}`),
    (code) => code,
  );
  const parked = new Set(order.slice(0, Math.round((order.length * PARKED_PERMILLE) / 1000)));
  const here = order.filter((code) => code.startsWith(scope));
  let missing = PARKED_IN_SCOPE_MIN - here.filter((code) => parked.has(code)).length;
  for (const code of here) {
    if (missing <= 0) break;
    if (parked.has(code)) continue;
    parked.add(code);
    missing -= 1;
  }
  return parked;
}
