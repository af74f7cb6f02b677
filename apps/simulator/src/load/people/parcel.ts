import type { Direction } from '@youlu/vocabulary';
import type { LocalMinute } from '../../province/trips';

/** A parcel somebody books: everything but its number. */
export interface ParcelDraft {
  /** What its draws are keyed by; independent of every other parcel. */
  readonly key: string;
  readonly merchantId: string;
  readonly productId: string | undefined;
  readonly direction: Direction;
  readonly originCode: string;
  /** Where the goods come from, where somebody said so. */
  readonly producedInCode?: string | undefined;
  readonly destinationCode: string;
  readonly weightGrams: number;
  readonly readyAt: LocalMinute;
  /** The village of a parked parcel stays out of its reach. */
  readonly isParked: boolean;
}

export interface Parcel extends ParcelDraft {
  readonly trackingNumber: string;
}

/** Who sends parcels, and the first serial of the numbers it leases. */
export interface Merchant {
  readonly merchantId: string;
  readonly name: string;
  readonly firstSerial: number;
}
