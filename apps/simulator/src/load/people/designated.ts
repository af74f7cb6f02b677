import { ranked } from '../../province/draws';
import type { PretendProvince } from '../../province/province';
import { type DisturbanceKind, SCAN_DISTURBANCES } from '../disturbance';
import { inboundKey, villageParcelsInWeek } from './inbound';
import type { ParcelDraft } from './parcel';

const DEAD_CLOCKS = 20;

/** Steps that certain disturbances are certain to hit. */
export const DESIGNATED_STEP = 2;
export const DEAD_CLOCK_STEP = 1;

/**
 * Rare things must happen in any scope, so some parcels of the first week are chosen for them:
 * parcel key → kind.
 */
export function designateParcels(
  { draws }: PretendProvince,
  parcels: readonly ParcelDraft[],
  firstWeekEnd: number,
): Map<string, DisturbanceKind> {
  const kinds: DisturbanceKind[] = [...SCAN_DISTURBANCES.map(([kind]) => kind), 'misdirected'];
  const early = parcels.filter((parcel) => !parcel.isParked && parcel.readyAt < firstWeekEnd);
  const inbound = early.filter((parcel) => parcel.direction === 'inbound');
  const candidates = ranked(
    inbound.length >= kinds.length ? inbound : early,
    ({ key, direction }) => draws.unit(`designated|${key}`) + (direction === 'inbound' ? 1 : 0),
    ({ key }) => key,
  );
  const designated = new Map<string, DisturbanceKind>();
  const order = [...kinds].reverse(); // misdirection needs an inbound parcel most
  for (const [i, kind] of order.entries()) {
    const parcel = candidates[i];
    if (parcel) designated.set(parcel.key, kind);
  }
  return designated;
}

/**
 * Devices whose clock fell back to 1970: twenty in the region, each at the first parcel of a village's
 * first week; a scope without any of the twenty gets one of its own.
 */
export function chooseDeadClocks(
  { draws, expressVillages }: PretendProvince,
  scope: string,
  parkedVillages: ReadonlySet<string>,
): Set<string> {
  const order = ranked(
    expressVillages.filter((code) => !parkedVillages.has(code)),
    (code) => draws.unit(`dead-clock|${code}`),
    (code) => code,
  ).filter((code) => villageParcelsInWeek(draws, code, 0) > 0);
  const all = order.slice(0, DEAD_CLOCKS);
  const here = all.filter((code) => code.startsWith(scope));
  const chosen = here.length > 0 ? here : order.filter((c) => c.startsWith(scope)).slice(0, 1);
  return new Set(chosen.map((code) => inboundKey(code, 0, 0)));
}

/** Where no express village lies in the scope, the clock of one other parcel's device falls back. */
export function spareDeadClock(
  { draws }: PretendProvince,
  parcels: readonly ParcelDraft[],
  designated: ReadonlyMap<string, DisturbanceKind>,
): Set<string> {
  const [spare] = ranked(
    parcels.filter(({ key, isParked }) => !isParked && !designated.has(key)),
    ({ key }) => draws.unit(`dead-clock|${key}`),
    ({ key }) => key,
  );
  return new Set(spare ? [spare.key] : []);
}
