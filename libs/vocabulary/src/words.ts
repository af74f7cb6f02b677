/** What a scan can say happened. */
export const SCAN_KINDS = [
  'accepted',
  'departed',
  'arrived',
  'out-for-delivery',
  'delivered',
  'held-at-station',
  'in-locker',
  'attempted',
  'returning',
  'returned',
  'lost',
] as const;
export type ScanKind = (typeof SCAN_KINDS)[number];

/**
 * How a hand-over was proven, as carriers name it (signature, picture, pin code, identification); never
 * the proof itself, which is personal. `none`: the scan says that there is none. Words are appended.
 */
export const HANDOVER_PROOFS = ['none', 'signature', 'photo', 'pickup-code', 'id-check'] as const;
export type HandoverProof = (typeof HANDOVER_PROOFS)[number];

/** Most that a recipient can have been charged at a hand-over, in fen: 10,000 yuan is a mistyped one. */
export const FEE_CENTS_MAX = 1_000_000;

/** Where a parcel stands: derived from its scans, never set by hand. */
export const PARCEL_STATES = [
  'unknown',
  'booked',
  'cancelled',
  'accepted',
  'in-transit',
  'arrived',
  'out-for-delivery',
  'delivered',
  'held-at-station',
  'in-locker',
  'attempted',
  'returning',
  'returned',
  'lost',
] as const;
export type ParcelState = (typeof PARCEL_STATES)[number];

/** What the rules make of one scan; an outcome, never a condition of storing it. */
export const VERDICTS = [
  'ok',
  'off-plan',
  'unknown-parcel',
  'repeated',
  'conflicting',
  'future',
  'dead-clock',
  'out-of-sequence',
  'withdrawn',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** 农产品进城 / 工业品下乡. */
export const DIRECTIONS = ['outbound', 'inbound'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** What is printed in every report. */
export const INDICATORS = ['township-outlet', 'village-express', 'village-direct-mail'] as const;
export type Indicator = (typeof INDICATORS)[number];

/** What can be asked for: those of every report, and those that need lists of their own. */
export const JUDGED_INDICATORS = [
  ...INDICATORS,
  'village-station',
  'township-post-office',
  'border-hamlet',
] as const;
export type JudgedIndicator = (typeof JUDGED_INDICATORS)[number];

export const COVERAGE_STATES = [
  'excluded',
  'observed',
  'contradicted',
  'declared-only',
  'not-served',
  'unknown',
] as const;
export type CoverageState = (typeof COVERAGE_STATES)[number];

/** How a state is called wherever it is printed, in Chinese and in English (docs/glossary.md): it has no synonym. */
const COVERAGE_STATE_WORDS: Readonly<Record<CoverageState, readonly [zh: string, en: string]>> = {
  excluded: ['不计入', 'excluded'],
  observed: ['已证实', 'observed'],
  contradicted: ['与实测矛盾', 'contradicted'],
  'declared-only': ['仅申报', 'declared only'],
  'not-served': ['未服务', 'not served'],
  unknown: ['不明', 'unknown'],
};

/** State → its name in a language. */
export function coverageStateWords(language: 'zh' | 'en'): Readonly<Record<CoverageState, string>> {
  const at = language === 'zh' ? 0 : 1;
  const named = COVERAGE_STATES.map((state) => [state, COVERAGE_STATE_WORDS[state][at]]);
  return Object.fromEntries(named) as Record<CoverageState, string>;
}

/** How a village is served; it can have several at once. */
export const SERVICE_MODES = [
  'direct',
  'resident-station',
  'post-express',
  'shared-last-mile',
  'bus-carried',
  'shop-agent',
] as const;
export type ServiceMode = (typeof SERVICE_MODES)[number];

/** From the border of the province down to a village; a gateway hands over to another province. */
export const NODE_TIERS = ['gateway', 'hub', 'sorting', 'county', 'station', 'village'] as const;
export type NodeTier = (typeof NODE_TIERS)[number];

/** Where mail changes hands in a village. */
export const HANDOVER_POINTS = ['village-point', 'committee', 'shop', 'mailbox'] as const;
export type HandoverPoint = (typeof HANDOVER_POINTS)[number];

/** Kinds of division, as the blocks of the register's codes tell them (data/README.md). */
export const UNIT_KINDS = [
  'autonomous_region',
  'province',
  'municipality',
  'prefecture',
  'autonomous_prefecture',
  'province_administered',
  'district',
  'county_city',
  'county',
  'autonomous_county',
  'xpcc_city',
  'town',
  'township',
  'ethnic_township',
  'subdistrict',
  'similar_unit',
  'xpcc_unit',
  'pseudo',
  'admin_village',
  'production_team',
  'community',
  'similar_community',
  'similar_village',
  'virtual',
] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];
