/*
 * Named one by one, not by `export *`: that compiles to one getter for all names, which costs more
 * than hashing a number does, and everything hot comes through here.
 */
export { canonicalJson } from './canonical-json';
export { isDivisionCode, parentPrefix } from './division-code';
export { kindOfDivision } from './division-kind';
export { CODE_LENGTHS, KINDS_BY_LEVEL } from './division-levels';
export { DomainError, assertUnreachable, type ErrorKind } from './domain-error';
export { fnv1a32, mix32 } from './draws';
export { murmur2, partitionOf } from './murmur2';
export { percentTruncated } from './percent';
export { isSameOrganisation } from './organisation';
export { holdsPersonalNumber } from './personal-number';
export { isS10, makeS10, readS10, s10CheckDigit } from './s10-number';
export {
  addDays,
  dayFromNumber,
  dayNumber,
  dayOf,
  daysBetween,
  formatInstant,
  isDay,
  isoWeekOf,
  parseInstant,
  startOfDay,
  weekdayOf,
  type Day,
  type Instant,
  type Weekday,
} from './time';
export { isTrackingNumber, type TrackingNumber } from './tracking-number';
export { isZhEn, joinZhEn, languagesOf, sayOf, type ZhEn } from './zh-en';
export {
  COVERAGE_STATES,
  DIRECTIONS,
  FEE_CENTS_MAX,
  HANDOVER_POINTS,
  HANDOVER_PROOFS,
  INDICATORS,
  JUDGED_INDICATORS,
  NODE_TIERS,
  PARCEL_STATES,
  SCAN_KINDS,
  SERVICE_MODES,
  UNIT_KINDS,
  VERDICTS,
  coverageStateWords,
  type CoverageState,
  type Direction,
  type HandoverPoint,
  type HandoverProof,
  type Indicator,
  type JudgedIndicator,
  type NodeTier,
  type ParcelState,
  type ScanKind,
  type ServiceMode,
  type UnitKind,
  type Verdict,
} from './words';
