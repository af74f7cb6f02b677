/** What identifies a parcel to everybody who handles it. */
export type TrackingNumber = string;

/** A number that may stand on a label: 8–26 capitals, digits or hyphens. */
export function isTrackingNumber(text: string): boolean {
  return /^[A-Z0-9][A-Z0-9-]{6,24}[A-Z0-9]$/.test(text);
}
