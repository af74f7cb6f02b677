import { makeS10 } from '@youlu/vocabulary';
import type { PretendProvince } from '../../province/province';
import { PLATFORM_MERCHANTS, inboundParcels } from './inbound';
import { AGENT, type ParcelLink, chooseSecondLabels, secondDraft } from './linked';
import { type ProductTrade, type SendingPlaces, cooperativeOf, outboundParcels } from './outbound';
import type { Merchant, Parcel, ParcelDraft } from './parcel';
import type { Period } from '../period';

export interface Bookings {
  readonly merchants: readonly (Merchant & { parcels: number })[];
  /** In the order of merchants, and each merchant's in the order of its numbers. */
  readonly parcels: readonly Parcel[];
  readonly links: readonly ParcelLink[];
}

export interface BookingTerms {
  readonly scope: string;
  readonly sampleEvery: number;
  readonly period: Period;
  readonly trades: readonly ProductTrade[];
  readonly parked: ReadonlySet<string>;
  /** Nothing but goods that leave, each under one number. */
  readonly isFlowsOnly: boolean;
  /** Parcels with a fate of their own, which takes all their scans. */
  readonly isTaken: (draft: ParcelDraft) => boolean;
}

/** Collects every merchant's parcels and numbers them in the order they were made. */
export function bookParcels(province: PretendProvince, terms: BookingTerms): Bookings {
  const { scope, sampleEvery, period, trades, parked, isFlowsOnly } = terms;
  const merchants: (Merchant & { parcels: number })[] = [];
  const parcels: Parcel[] = [];
  const add = (merchant: Merchant, drafts: Iterable<ParcelDraft>) => {
    let serial = merchant.firstSerial;
    for (const draft of drafts) parcels.push({ ...draft, trackingNumber: makeS10('LX', serial++) });
    const count = serial - merchant.firstSerial;
    if (count > 0) merchants.push({ ...merchant, parcels: count });
  };
  const placesOf = sendingPlaces(province, parked);
  for (const trade of trades) {
    const merchant = cooperativeOf(trade.product, province.products.indexOf(trade.product));
    const { merchantId } = merchant;
    add(
      merchant,
      outboundParcels(trade, province.draws, period, sampleEvery, merchantId, placesOf),
    );
  }
  if (isFlowsOnly) return { merchants, parcels, links: [] };
  const inbound = [...inboundParcels(province, scope, period, parked)];
  for (const platform of PLATFORM_MERCHANTS) {
    add(
      platform,
      inbound.filter(({ merchantId }) => merchantId === platform.merchantId),
    );
  }
  const firstWeekEnd = period.startOfDay(Math.min(7, period.days) - 1);
  const labels = chooseSecondLabels(parcels, province.draws, firstWeekEnd, terms.isTaken);
  const firstOfAgent = parcels.length;
  const positions = new Map(parcels.map(({ key }, index) => [key, index]));
  add(AGENT, labels.map(secondDraft));
  const links = labels.map(({ relation, principal }, i) => {
    return { relation, principal: positions.get(principal.key) ?? 0, linked: firstOfAgent + i };
  });
  return { merchants, parcels, links };
}

/** Stations of a county, and its village points that work. */
function sendingPlaces(
  { network, expressVillages }: PretendProvince,
  parked: ReadonlySet<string>,
): (countyCode: string) => SendingPlaces {
  const known = new Map<string, SendingPlaces>();
  return (county) => {
    let places = known.get(county);
    if (!places) {
      const stations = network.nodes
        .filter((node) => node.tier === 'station' && node.placeCode.startsWith(county))
        .map((node) => node.placeCode);
      const villages = expressVillages.filter(
        (code) => code.startsWith(county) && !parked.has(code),
      );
      const neighbour = network.neighbourOf(county).placeCode;
      known.set(county, (places = { stations, villages, neighbour }));
    }
    return places;
  };
}
