/** What a challenge says of a unit. */
export const CLAIMS = ['not-served', 'served'] as const;
export type Claim = (typeof CLAIMS)[number];
