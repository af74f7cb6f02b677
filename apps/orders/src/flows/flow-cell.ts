import type { Day, Direction } from '@youlu/vocabulary';
import { bucketOf, type CountedParcel } from './cell-changes';
import type { Standing } from './standing';

/** What a parcel without a product is counted under. */
const UNSPECIFIED_PRODUCT = 'unspecified';

/** What moves from where to where: accepted parcels, whatever became of them. */
export interface FlowCell {
  readonly day: Day;
  readonly product: string;
  readonly originCounty: string;
  readonly destination: string;
  readonly direction: Direction;
  readonly simulated: boolean;
  readonly bucket: number;
}

/** The one flow a parcel is in; none before it is accepted. */
export function flowCellOf(parcel: CountedParcel, standing: Standing): FlowCell | undefined {
  if (standing.day === null) return undefined;
  return {
    day: standing.day,
    product: parcel.productId ?? UNSPECIFIED_PRODUCT,
    originCounty: parcel.originCode.slice(0, 6),
    destination: parcel.destinationCode.slice(0, parcel.direction === 'outbound' ? 2 : 6),
    direction: parcel.direction,
    simulated: parcel.simulated,
    bucket: bucketOf(parcel.trackingNumber),
  };
}
