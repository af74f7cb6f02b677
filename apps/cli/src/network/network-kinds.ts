import { NODE_TIERS } from '@youlu/vocabulary';
import {
  day,
  decimal,
  divisionCode,
  id,
  oneOf,
  text,
  timeOfDay,
  weekdays,
  wholeNumber,
} from '../columns/reader';
import { optional, required, rowKind, type RowOf } from '../columns/row-kind';
import { NODE_TIER_ALIASES } from '../columns/word-aliases';

const HANDLING_MINUTES_MAX = 10_080;
const TRAVEL_MINUTES_MAX = 20_160;
const KM_MAX = 20_000;

/** A place that handles mail. */
export const NODE = rowKind('node', {
  id: required(id),
  name: required(text(100)),
  tier: required(oneOf(NODE_TIERS, NODE_TIER_ALIASES)),
  placeCode: required(divisionCode()),
  handlingMinutes: required(wholeNumber(0, HANDLING_MINUTES_MAX)),
  from: required(day),
  to: optional(day),
});

/** A way in one direction. */
export const LINK = rowKind('link', {
  id: required(id),
  fromNodeId: required(id),
  toNodeId: required(id),
  distanceKm: required(decimal(0, KM_MAX)),
});

/** When something moves on a link. */
export const TIMETABLE = rowKind('timetable', {
  id: required(id),
  linkId: required(id),
  weekdays: required(weekdays),
  depart: required(timeOfDay),
  travelMinutes: required(wholeNumber(1, TRAVEL_MINUTES_MAX)),
  from: required(day),
  to: optional(day),
});

/** 邮路: there and back on the same days. It becomes two links with a timetable each. */
export const ROUTE = rowKind('route', {
  ...LINK.columns,
  weekdays: required(weekdays),
  depart: required(timeOfDay),
  travelMinutes: required(wholeNumber(1, TRAVEL_MINUTES_MAX)),
  returnDepart: optional(timeOfDay),
  from: required(day),
  to: optional(day),
});

/** 邮路班次: the weekdays on which a carrier goes from a station to a village. */
export const ROUND = rowKind('round', {
  id: required(id),
  placeCode: required(divisionCode([12])),
  stationNodeId: required(id),
  weekdays: required(weekdays),
  from: required(day),
  to: optional(day),
});

export type NodeLine = RowOf<typeof NODE>;
export type LinkLine = RowOf<typeof LINK>;
export type TimetableLine = RowOf<typeof TIMETABLE>;
export type RouteLine = RowOf<typeof ROUTE>;
export type RoundLine = RowOf<typeof ROUND>;

export const NETWORK_WORDS = ['node', 'link', 'timetable', 'route', 'round'] as const;
export type NetworkWord = (typeof NETWORK_WORDS)[number];

/** What the type column, or the name of a sheet, may say; as of 2026-11-24. */
export const NETWORK_WORD_ALIASES: Readonly<Record<NetworkWord, readonly string[]>> = {
  node: ['网点', '节点', '站点', 'nodes'],
  link: ['线路', '路段', 'links'],
  timetable: ['时刻', '时刻表', '班车', 'timetables'],
  route: ['邮路', '往返邮路', 'routes'],
  round: ['投递班次', '邮路班次', '投递段', '班次', 'rounds'],
};
