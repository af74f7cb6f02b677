import { SCAN_KINDS } from '@youlu/vocabulary';
import type { Fact } from '../fold/fact';

const KIND_CODE = new Map<string, number>(SCAN_KINDS.map((kind, code) => [kind, code]));
export const CONSENT_SHIFT = 4;

/** Kind (4 bits) and consent (2: unsaid, no, yes) as the rows of parcels and scans have them. */
export function kindCode(fact: Pick<Fact, 'kind' | 'consent'>): number {
  return (KIND_CODE.get(fact.kind) as number) | (consentCode(fact) << CONSENT_SHIFT);
}

export function consentCode({ consent }: Pick<Fact, 'consent'>): number {
  return consent === undefined ? 0 : consent ? 2 : 1;
}
