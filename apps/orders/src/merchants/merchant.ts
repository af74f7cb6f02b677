/** Who books parcels: a cooperative, a shop, a platform. Its name is an organisation's, never a person's. */
export interface Merchant {
  readonly merchantId: string;
  readonly name: string;
  readonly simulated: boolean;
}
