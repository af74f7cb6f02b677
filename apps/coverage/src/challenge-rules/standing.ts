/** Who may have a say. What a caller states is recorded; nobody is logged in yet. */
export const STANDINGS = [
  'operator',
  'regulator',
  'village-committee',
  'user-organisation',
] as const;
export type Standing = (typeof STANDINGS)[number];
