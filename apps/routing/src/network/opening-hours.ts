import type { FieldFault } from './period';

/** When a node is open, as its row says; all three are stated or none is. */
interface OpeningHours {
  readonly openWeekdays?: readonly number[] | undefined;
  readonly opensAtMinute?: number | undefined;
  readonly closesAtMinute?: number | undefined;
}

/** Opening hours are whole, and hold a minute. */
export function hoursFault(hours: OpeningHours): FieldFault | undefined {
  const { openWeekdays, opensAtMinute, closesAtMinute } = hours;
  const stated = [openWeekdays, opensAtMinute, closesAtMinute].filter((one) => one !== undefined);
  if (stated.length === 0) return undefined;
  if (stated.length < 3) {
    return {
      field: openWeekdays === undefined ? 'openWeekdays' : 'opensAtMinute',
      code: 'hours-not-whole',
      reason: '营业时间填写不全。opening hours are stated in part',
      fix: '请同时填 openWeekdays、opensAtMinute 和 closesAtMinute，或都不填。Send openWeekdays, opensAtMinute and closesAtMinute together, or none of them.',
    };
  }
  if ((opensAtMinute ?? 0) < (closesAtMinute ?? 0)) return undefined;
  return {
    field: 'closesAtMinute',
    code: 'empty-hours',
    reason: 'closesAtMinute 不晚于 opensAtMinute。closesAtMinute is not after opensAtMinute',
    fix: '请填同一天内的分钟数，较晚者填 closesAtMinute。Send minutes of one day, the later one as closesAtMinute.',
  };
}
