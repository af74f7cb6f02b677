import { type Day, addDays } from '@youlu/vocabulary';
import type { Draws } from '../../province/draws';
import { type Product, YearlyVolume, originShare, originsIn } from '../../province/products';
import type { PretendProvince } from '../../province/province';
import { OUTBOUND_DESTINATIONS, marketOf } from '../../province/trade';
import type { Merchant, ParcelDraft } from './parcel';
import type { Period } from '../period';

export const YEAR_START: Day = '2020-01-01';
const DAYS_OF_2020 = 366;
export const YEAR_END: Day = '2021-01-01';

const FIRST_SERIAL = 10_000_000;
const SERIALS_EACH = 1_000_000;
/** Of a product with named markets, this part goes there. */
const NAMED_MARKET_SHARE = 0.6;
/** Some senders say where the goods were grown: here, at another origin, or bought in next door. */
const GROWN_HERE_SHARE = 0.02;
const GROWN_ELSEWHERE_SHARE = 0.01;
const BOUGHT_IN_SHARE = 0.01;
/** A parcel in seven is handed in at a village point, where there is one that works. */
const FROM_VILLAGE_SHARE = 0.15;

/** One pretend cooperative for each product. */
export function cooperativeOf(product: Product, position: number): Merchant {
  return {
    merchantId: `sim-coop-${product.productId}`,
    name: `模拟合作社（${product.name}）`,
    firstSerial: FIRST_SERIAL + position * SERIALS_EACH,
  };
}

/** What a product sends from the origins in a scope, over the whole of 2020. */
export class ProductTrade {
  /** Where it grows, as the register knows it. */
  readonly allOrigins: readonly string[];
  /** Those of them in the scope. */
  readonly origins: readonly string[];
  private readonly volumes: readonly YearlyVolume[];

  constructor(
    readonly product: Product,
    { register }: Pick<PretendProvince, 'register'>,
    readonly scope: string,
  ) {
    const all = originsIn(product, register);
    this.allOrigins = all;
    this.origins = all.filter((code) => code.startsWith(scope));
    this.volumes = this.origins.map(
      (code) =>
        new YearlyVolume(
          product,
          YEAR_START,
          DAYS_OF_2020,
          originShare(all.indexOf(code), all.length),
        ),
    );
  }

  /** Expected parcels from January up to a day, all origins of the scope together, rounded. */
  countBefore(day: Day): number {
    return Math.round(this.volumes.reduce((sum, volume) => sum + volume.beforeDay(day), 0));
  }

  /**
   * How many parcels of a day are in the sample, for one origin: every Nth of the running count,
   * from a drawn phase, so that sample × N stays within N of the plan.
   */
  sampledOnDay(origin: number, day: Day, sampleEvery: number, draws: Draws): number {
    const volume = this.volumes[origin] as YearlyVolume;
    const phase = draws.unit(`phase|${this.product.productId}|${this.origins[origin]}`);
    const upTo = (d: Day) => Math.floor(volume.beforeDay(d) / sampleEvery + phase);
    return upTo(addDays(day, 1)) - upTo(day);
  }
}

/** Where in a county a sender can hand in a parcel. */
export interface SendingPlaces {
  readonly stations: readonly string[];
  readonly villages: readonly string[];
  /** Whose goods are bought in: the county next to this one. */
  readonly neighbour: string;
}

/** Parcels of one product, day by day, origin by origin. */
export function* outboundParcels(
  trade: ProductTrade,
  draws: Draws,
  period: Period,
  sampleEvery: number,
  merchantId: string,
  placesOf: (countyCode: string) => SendingPlaces,
): Generator<ParcelDraft> {
  const { product } = trade;
  const markets = product.destinationCodes.map((code, i) => [marketOf(code), 1 / (i + 1)] as const);
  for (let d = 0; d < period.days; d++) {
    const day = addDays(period.firstDay, d);
    for (const [origin, county] of trade.origins.entries()) {
      const count = trade.sampledOnDay(origin, day, sampleEvery, draws);
      for (let n = 0; n < count; n++) {
        const key = `out|${product.productId}|${county}|${day}|${n}`;
        const isToMarket = markets.length > 0 && draws.chance(NAMED_MARKET_SHARE, `${key}|named`);
        yield {
          key,
          merchantId,
          productId: product.productId,
          direction: 'outbound',
          originCode: senderOf(county, placesOf(county), draws, key),
          producedInCode: producedIn(trade, county, placesOf(county), draws.unit(`${key}|grown`)),
          destinationCode: draws.pick(isToMarket ? markets : OUTBOUND_DESTINATIONS, `${key}|to`),
          weightGrams: draws.whole(10, 100, `${key}|weight`) * 100,
          readyAt: period.startOfDay(d) + draws.whole(8 * 60, 18 * 60, `${key}|ready`),
          isParked: false,
        };
      }
    }
  }
}

function producedIn(
  { allOrigins }: ProductTrade,
  county: string,
  { neighbour }: SendingPlaces,
  draw: number,
): string | undefined {
  if (draw < GROWN_HERE_SHARE) return county;
  if (draw < GROWN_HERE_SHARE + GROWN_ELSEWHERE_SHARE) {
    return allOrigins.find((code) => code !== county) ?? county;
  }
  return draw < GROWN_HERE_SHARE + GROWN_ELSEWHERE_SHARE + BOUGHT_IN_SHARE ? neighbour : undefined;
}

function senderOf(county: string, places: SendingPlaces, draws: Draws, key: string): string {
  const { stations, villages } = places;
  const isFromVillage = villages.length > 0 && draws.chance(FROM_VILLAGE_SHARE, `${key}|village`);
  const from = isFromVillage ? villages : stations;
  return from[draws.whole(0, Math.max(0, from.length - 1), `${key}|from`)] ?? county;
}
