import type { ReadRow } from '../columns/row-kind';
import type { LinkLine, NodeLine, RoundLine, RouteLine, TimetableLine } from './network-kinds';

/** Rows as the doors of the routing service take them, each with the line it comes from. */
export interface LinkRow {
  readonly linkId: string;
  readonly fromNodeId: string;
  readonly toNodeId: string;
  readonly distanceKm: number;
}
export interface TimetableRow {
  readonly timetableId: string;
  readonly linkId: string;
  readonly weekdays: readonly number[];
  readonly departMinute: number;
  readonly travelMinutes: number;
  readonly from: string;
  readonly to: string | null;
}

export function nodeRow(line: NodeLine): object {
  const { id, from, to, ...same } = line;
  return { nodeId: id, ...same, opensOn: from, closesOn: to ?? null };
}

export function roundRow({ id, placeCode, to, ...same }: RoundLine): object {
  return { roundId: id, villageCode: placeCode, ...same, to: to ?? null };
}

export function linkRow({ id, ...same }: LinkLine): LinkRow {
  return { linkId: id, ...same };
}

export function timetableRow({ id, depart, to, ...same }: TimetableLine): TimetableRow {
  return { timetableId: id, departMinute: depart, ...same, to: to ?? null };
}

/** When the vehicle of a route comes back; undefined when it would not be on the same day. */
export function returnMinute({
  depart,
  travelMinutes,
  returnDepart,
}: RouteLine): number | undefined {
  const minute = returnDepart ?? depart + travelMinutes;
  return minute < 1_440 ? minute : undefined;
}

/** There and back: `<id>.out` and `<id>.back`. */
export function routeRows({ row, ...place }: ReadRow<RouteLine>): {
  links: ReadRow<LinkRow>[];
  timetables: ReadRow<TimetableRow>[];
} {
  const { id, fromNodeId, toNodeId, distanceKm, weekdays, depart, travelMinutes, from } = row;
  const ways = [
    { linkId: `${id}.out`, fromNodeId, toNodeId, departMinute: depart },
    {
      linkId: `${id}.back`,
      fromNodeId: toNodeId,
      toNodeId: fromNodeId,
      departMinute: returnMinute(row) ?? 0,
    },
  ];
  const runs = { weekdays, travelMinutes, from, to: row.to ?? null };
  return {
    links: ways.map(({ departMinute: _when, ...way }) => ({
      ...place,
      row: { ...way, distanceKm },
    })),
    timetables: ways.map(({ linkId, departMinute }) => ({
      ...place,
      row: { timetableId: linkId, linkId, departMinute, ...runs },
    })),
  };
}
