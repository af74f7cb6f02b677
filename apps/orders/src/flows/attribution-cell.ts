import type { Day } from '@youlu/vocabulary';
import { bucketOf, type CountedParcel } from './cell-changes';
import type { Standing } from './standing';

/** A place that is not known: no project's place is a prefix of it. */
const NOWHERE = '';

/**
 * What projects count: parcels of a product and day by every place they can be attributed to, so
 * that a project may be registered, with any rule and any level of place, after the parcels came.
 */
export interface AttributionCell {
  readonly product: string;
  readonly day: Day;
  readonly producedIn: string;
  readonly sender: string;
  readonly outlet: string;
  readonly simulated: boolean;
  readonly bucket: number;
}

/** None without a product, before it is accepted, or when it was sent back before it left. */
export function attributionCellOf(
  parcel: CountedParcel,
  standing: Standing,
): AttributionCell | undefined {
  if (parcel.productId === null || standing.day === null || !standing.counted) return undefined;
  return {
    product: parcel.productId,
    day: standing.day,
    producedIn: parcel.producedInCode ?? parcel.originCode,
    sender: parcel.originCode,
    outlet: standing.outlet ?? NOWHERE,
    simulated: parcel.simulated,
    bucket: bucketOf(parcel.trackingNumber),
  };
}
