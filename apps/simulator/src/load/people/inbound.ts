import type { Draws } from '../../province/draws';
import type { PretendProvince } from '../../province/province';
import { INBOUND_ORIGINS } from '../../province/trade';
import type { Merchant, ParcelDraft } from './parcel';
import type { Period } from '../period';

const VILLAGE_WEEKLY_MEAN = 5;
const VILLAGE_SIGMA = 0.8;
const TOWNSHIP_WEEKLY_MEAN = 2;
/** A parked village needs three parcels that come to rest in the window; some may be slow. */
const PARKED_FIRST_WEEK_MIN = 4;

const PLATFORMS = 4;
const FIRST_SERIAL = 50_000_000;
const SERIALS_EACH = 5_000_000;

/** Four pretend shopping platforms: what they book, they book at the same time. */
export const PLATFORM_MERCHANTS: readonly Merchant[] = Array.from(
  { length: PLATFORMS },
  (_, i) => ({
    merchantId: `sim-platform-${i + 1}`,
    name: `模拟电商平台${i + 1}`,
    firstSerial: FIRST_SERIAL + i * SERIALS_EACH,
  }),
);

const WEEKDAYS: readonly (readonly [number, number])[] = [
  [0, 18],
  [1, 16],
  [2, 15],
  [3, 14],
  [4, 14],
  [5, 12],
  [6, 11],
];

/** How many parcels a village is sent in a week of the period, counted from 0. */
export function villageParcelsInWeek(draws: Draws, villageCode: string, week: number): number {
  const spread = Math.exp(
    VILLAGE_SIGMA * draws.normal(`demand|${villageCode}`) - VILLAGE_SIGMA ** 2 / 2,
  );
  return draws.poisson(VILLAGE_WEEKLY_MEAN * spread, `inbound|${villageCode}|${week}`);
}

/** Goods for the villages and towns of a scope, by code, week and number; never sampled. */
export function* inboundParcels(
  { draws, outlets, expressVillages }: PretendProvince,
  scope: string,
  period: Period,
  parkedVillages: ReadonlySet<string>,
): Generator<ParcelDraft> {
  for (const code of expressVillages) {
    if (!code.startsWith(scope)) continue;
    const isParked = parkedVillages.has(code);
    for (let week = 0; week < period.weeks; week++) {
      const drawn = villageParcelsInWeek(draws, code, week);
      const count = isParked && week === 0 ? Math.max(drawn, PARKED_FIRST_WEEK_MIN) : drawn;
      for (let n = 0; n < count; n++) yield inboundParcel(draws, period, code, week, n, isParked);
    }
  }
  for (const code of [...outlets].sort()) {
    if (!code.startsWith(scope)) continue;
    for (let week = 0; week < period.weeks; week++) {
      const count = draws.poisson(TOWNSHIP_WEEKLY_MEAN, `inbound|${code}|${week}`);
      for (let n = 0; n < count; n++) yield inboundParcel(draws, period, code, week, n, false);
    }
  }
}

export function inboundKey(destinationCode: string, week: number, n: number): string {
  return `in|${destinationCode}|${week}|${n}`;
}

function inboundParcel(
  draws: Draws,
  period: Period,
  destinationCode: string,
  week: number,
  n: number,
  isParked: boolean,
): ParcelDraft {
  const key = inboundKey(destinationCode, week, n);
  const isEarly = isParked && week === 0 && n < PARKED_FIRST_WEEK_MIN;
  const weekday = isEarly ? draws.whole(0, 1, `${key}|day`) : draws.pick(WEEKDAYS, `${key}|day`);
  const platform = draws.whole(0, PLATFORMS - 1, `${key}|platform`);
  return {
    key,
    merchantId: (PLATFORM_MERCHANTS[platform] as Merchant).merchantId,
    productId: undefined,
    direction: 'inbound',
    originCode: draws.pick(INBOUND_ORIGINS, `${key}|from`),
    destinationCode,
    weightGrams: draws.whole(30, 800, `${key}|weight`) * 10,
    readyAt: period.startOfDay(week * 7 + weekday) + draws.whole(8 * 60, 20 * 60, `${key}|ready`),
    isParked,
  };
}
