import { type Static, Type } from '@sinclair/typebox';
import { DayField, DivisionCodeField, InstantField, OneOfField, PageQuery } from '@youlu/http';
import { type Day, formatInstant, type Instant } from '@youlu/vocabulary';
import type { ModeName } from '../edition-form/parameters';
import { ModesField } from '../indicators/asked-modes.dto';
import type { DayOfPlace } from './day-of-place';
import type { ScanOfDay } from './scans-of-day.query';
import {
  CHANNELS,
  type Channel,
  DAY_DIRECTIONS,
  type DayDirection,
  DAY_MODES,
  type DayMode,
} from './served-day';
import type { DaysOfPlace } from './village-days.query';

const KNOWN_AT = {
  optional: true,
  description: 'What had been recorded by then; all that is recorded if left away',
};
const REGISTER_DATE = {
  optional: true,
  description:
    'Date of the register that the code is of: what was written under former or later codes of the place is found through the succession. The code as it is written if left away',
};
const OF_MODES = 'Only scans that state one of these modes or none, and visits, which state none';
const Count = Type.Integer({ minimum: 0 });
const TextOrNull = Type.Union([Type.String(), Type.Null()]);
const Href = Type.String({ description: 'Path of what stands behind it' });
const HrefOrNull = Type.Union([Type.String(), Type.Null()], {
  description: 'Path of the parcel’s course, a door of tracking; null for a visit',
});

export class DayScansQuery extends PageQuery {
  @DayField(REGISTER_DATE)
  registerDate?: string;

  @ModesField(OF_MODES)
  modes?: string;

  @InstantField(KNOWN_AT)
  knownAt?: string;
}

export class PlaceDaysQuery {
  @DayField()
  from: string;

  @DayField({ description: 'The last day' })
  to: string;

  @DayField(REGISTER_DATE)
  registerDate?: string;

  @ModesField(OF_MODES)
  modes?: string;

  @InstantField(KNOWN_AT)
  knownAt?: string;
}

export class VillageDaysQuery extends PageQuery {
  @DivisionCodeField({ description: 'A place; all within it are listed that were served' })
  unit: string;

  @DayField()
  from: string;

  @DayField({ description: 'The last day' })
  to: string;

  @OneOfField(CHANNELS, { optional: true, description: 'all if left away' })
  channel?: Channel;

  @OneOfField(DAY_DIRECTIONS, { optional: true, description: 'all if left away' })
  direction?: DayDirection;

  @OneOfField(DAY_MODES, {
    optional: true,
    description: 'As the scans say it, unstated where they do not; all if left away',
  })
  mode?: DayMode;

  @DayField({
    optional: true,
    description:
      'Date of the register whose units are listed, each with what was written under any of its codes. Codes as they are written if left away: a village that was recoded is then two lines',
  })
  registerDate?: string;

  @InstantField(KNOWN_AT)
  knownAt?: string;
}

export const VillageDaysItem = Type.Object({
  code: Type.String(),
  registerDate: Type.Union([Type.String(), Type.Null()], {
    description: 'null: the code as it was written',
  }),
  days: Count,
  simulated: Type.Boolean(),
  href: Href,
});
export type VillageDaysItem = Static<typeof VillageDaysItem>;
export const VILLAGE_DAYS_COLUMNS = ['code', 'days', 'simulated', 'registerDate'] as const;

export const PlaceDays = Type.Object({
  code: Type.String(),
  from: Type.String(),
  to: Type.String(),
  registerDate: TextOrNull,
  knownAt: TextOrNull,
  modes: Type.Union([Type.Array(Type.String()), Type.Null()], { description: 'null: all modes' }),
  days: Count,
  items: Type.Array(
    Type.Object({
      day: Type.String(),
      accepted: Count,
      handedOver: Count,
      visits: Type.Integer({
        minimum: 0,
        description: 'reported visits, of which a day may have several',
      }),
      simulated: Type.Boolean(),
      href: Href,
    }),
  ),
});
export type PlaceDays = Static<typeof PlaceDays>;

export const DayScanItem = Type.Object({
  occurredAt: Type.String(),
  recordedAt: Type.String(),
  kind: Type.String(),
  direction: Type.String(),
  mode: Type.String(),
  nodeId: TextOrNull,
  scanId: TextOrNull,
  trackingNumber: TextOrNull,
  waybills: Type.Array(Type.String(), {
    description: 'All numbers of the parcel, the one it is counted under first; none of a visit',
  }),
  visitId: TextOrNull,
  simulated: Type.Boolean(),
  href: HrefOrNull,
});
export type DayScanItem = Static<typeof DayScanItem>;

/** What a walk keeps to from step to step. */
interface Standing {
  readonly knownAt?: Instant | undefined;
  readonly registerDate?: Day | undefined;
  readonly modes?: readonly ModeName[] | undefined;
}

/** A path that keeps a walk at one instant, on one register and in some modes. */
function pathOf(path: string, query: object, { knownAt, registerDate, modes }: Standing): string {
  const known = knownAt === undefined ? undefined : formatInstant(knownAt);
  const said = Object.entries({ ...query, registerDate, modes: modes?.join(','), knownAt: known });
  const pairs = said.filter((pair): pair is [string, string] => pair[1] !== undefined);
  if (pairs.length === 0) return path;
  return `${path}?${new URLSearchParams(pairs).toString()}`;
}

function placeDaysHref(
  code: string,
  { from, to, knownAt, registerDate }: Standing & { from: Day; to: Day },
): string {
  return pathOf(`/v1/coverage/village-days/${code}`, { from, to }, { knownAt, registerDate });
}

export function villageDaysItem(
  { code, days, simulated }: DaysOfPlace,
  asked: Standing & { from: Day; to: Day },
): VillageDaysItem {
  const { registerDate = null } = asked;
  return { code, registerDate, days, simulated, href: placeDaysHref(code, asked) };
}

export function placeDays(
  code: string,
  { from, to, ...standing }: Standing & { from: Day; to: Day },
  days: readonly DayOfPlace[],
): PlaceDays {
  const items = days.map((day) => ({
    ...day,
    href: pathOf(`/v1/coverage/village-days/${code}/${day.day}/scans`, {}, standing),
  }));
  const { registerDate = null, knownAt } = standing;
  const known = knownAt === undefined ? null : formatInstant(knownAt);
  const modes = standing.modes ? [...standing.modes] : null;
  return { code, from, to, registerDate, knownAt: known, modes, days: items.length, items };
}

export function dayScanItem(scan: ScanOfDay): DayScanItem {
  const { key: _order, ...rest } = scan;
  const { trackingNumber } = scan;
  return {
    ...rest,
    occurredAt: formatInstant(scan.occurredAt),
    recordedAt: formatInstant(scan.recordedAt),
    href: trackingNumber === null ? null : `/v1/parcels/${encodeURIComponent(trackingNumber)}`,
  };
}
