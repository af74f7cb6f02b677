import { SCAN_KINDS } from '@youlu/vocabulary';
import type { Fact } from './fact';

const KIND_CODE = new Map<string, number>(SCAN_KINDS.map((kind, code) => [kind, code]));
const CONSENT_SHIFT = 4;

/** Kind (4 bits) and consent (2: unsaid, no, yes) as the rows of parcels and scans have them. */
export function kindCode({ kind, consent }: Pick<Fact, 'kind' | 'consent'>): number {
  const said = consent === undefined ? 0 : consent ? 2 : 1;
  return (KIND_CODE.get(kind) as number) | (said << CONSENT_SHIFT);
}
