import type { ServiceMode } from '@youlu/vocabulary';
import { type Draws, ranked } from './draws';
import type { Geography } from './geography';
import { shareOf } from './outlets';
import { type Register, type RegisterRow, countyCodeOf, isTownship } from './register';

const REACH_PERMILLE = 365;
const EVERY_COUNTY_PERMILLE = 50;
const DISTANCE_WEIGHT = 0.35;
const NOISE_WEIGHT = 2.2;

/** North and east of the mountains express came earlier than to the south (calibration.json). */
const REGION_SCORE: ReadonlyMap<string, number> = new Map([
  ['6528', -0.15],
  ['6529', -0.25],
  ['6530', -0.3],
  ['6531', -0.25],
  ['6532', -0.35],
]);

const MODES: readonly (readonly [ServiceMode, number])[] = [
  ['post-express', 34],
  ['shop-agent', 22],
  ['shared-last-mile', 16],
  ['resident-station', 12],
  ['bus-carried', 9],
  ['direct', 7],
];

/**
 * The villages declared to be reached by express, in the order of their codes. First every county
 * gets its twentieth, then the best of the rest. Where the township has no outlet nothing reaches its
 * villages; a village under something that is not a township counts as having one.
 */
export function chooseExpressVillages(
  register: Register,
  geography: Geography,
  outlets: ReadonlySet<string>,
  draws: Draws,
): readonly string[] {
  const eligible = register.villages.filter(({ parentCode }) => {
    const parent = register.find(parentCode);
    return !parent || !isTownship(parent) || outlets.has(parentCode);
  });
  const order = ranked(
    eligible,
    (village) => reachScore(village, geography, draws),
    ({ code }) => code,
  );
  const chosen = firstOfEveryCounty(register, order);
  const wanted = shareOf(register.villages.length, REACH_PERMILLE);
  for (const { code } of order) {
    if (chosen.size >= wanted) break;
    chosen.add(code);
  }
  return [...chosen].sort();
}

export function modeOf(villageCode: string, draws: Draws): ServiceMode {
  return draws.pick(MODES, `mode|${villageCode}`);
}

function reachScore({ code, parentCode }: RegisterRow, at: Geography, draws: Draws): number {
  const km = Math.log(1 + at.townKm(parentCode)) + Math.log(1 + at.villageKm(code));
  const region = REGION_SCORE.get(code.slice(0, 4)) ?? 0;
  return region - DISTANCE_WEIGHT * km + NOISE_WEIGHT * draws.unit(`reach|${code}`);
}

function firstOfEveryCounty(register: Register, order: readonly RegisterRow[]): Set<string> {
  const villagesOf = new Map<string, number>();
  for (const { code } of register.villages) {
    villagesOf.set(countyCodeOf(code), (villagesOf.get(countyCodeOf(code)) ?? 0) + 1);
  }
  const left = new Map([...villagesOf].map(([c, n]) => [c, shareOf(n, EVERY_COUNTY_PERMILLE)]));
  const chosen = new Set<string>();
  for (const { code } of order) {
    const places = left.get(countyCodeOf(code)) ?? 0;
    if (places === 0) continue;
    left.set(countyCodeOf(code), places - 1);
    chosen.add(code);
  }
  return chosen;
}
