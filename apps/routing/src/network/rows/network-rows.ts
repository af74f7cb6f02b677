import type { Day, NodeTier } from '@youlu/vocabulary';

/** A place that handles mail, on one tier of the network. */
export interface NodeRow {
  nodeId: string;
  tier: NodeTier;
  name: string;
  placeCode: string;
  /** Minutes from a trip's arrival until the parcel can leave by the next one. */
  handlingMinutes: number;
  opensOn: Day;
  /** First day it no longer works; null while open. */
  closesOn: Day | null;
  /** 1 = Monday … 7 = Sunday, ascending: the days on which it is open, if hours are stated. */
  openWeekdays?: number[] | null;
  opensAtMinute?: number | null;
  closesAtMinute?: number | null;
  simulated: boolean;
}

/** A directed way from one node to another; timetables say when something moves on it. */
export interface LinkRow {
  linkId: string;
  fromNodeId: string;
  toNodeId: string;
  distanceKm: number;
  simulated: boolean;
}

/** One departure a day on the given weekdays, official time. */
export interface TimetableRow {
  timetableId: string;
  linkId: string;
  /** 1 = Monday … 7 = Sunday, ascending. */
  weekdays: number[];
  departMinute: number;
  travelMinutes: number;
  from: Day;
  /** First day it no longer runs; null while open. */
  to: Day | null;
  simulated: boolean;
}

/** 邮路班次: the weekdays on which a carrier goes from a station to a village. */
export interface RoundRow {
  roundId: string;
  villageCode: string;
  stationNodeId: string;
  /** 1 = Monday … 7 = Sunday, ascending. */
  weekdays: number[];
  from: Day;
  /** First day it no longer runs; null while open. */
  to: Day | null;
  simulated: boolean;
}

/** Everything plans are made of, as stored at one revision. */
export interface NetworkRows {
  nodes: readonly NodeRow[];
  links: readonly LinkRow[];
  timetables: readonly TimetableRow[];
  rounds: readonly RoundRow[];
}
