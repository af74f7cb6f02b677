import type { Season } from './season';

/** A product as the catalogue knows it: what it is, where it grows, when it is sold. */
export interface Product extends Season {
  readonly productId: string;
  readonly name: string;
  readonly category: string;
  readonly originCodes: readonly string[];
  readonly simulated: boolean;
}
