import { addDays, dayOf, type Indicator, isoWeekOf } from '@youlu/vocabulary';
import { SMALL_REGISTER_CSV, type SmallWorld } from './small-worlds';

export interface NaiveUnit {
  code: string;
  state: string;
  undeclared: boolean;
  declared: boolean;
  evidence: { count: number; firstAt: number | null; lastAt: number | null };
}

const ROWS = SMALL_REGISTER_CSV.split('\n')
  .slice(1)
  .map((line) => line.split(','))
  .map(([code = '', , , , kind = '']) => ({ code, kind }));

/**
 * The states of a small world as the product rules say them, unit by unit and list by list, sharing
 * nothing with the service but the calendar.
 */
export function naiveStates(world: SmallWorld, indicator: Indicator, withXpcc: boolean) {
  const kinds =
    indicator === 'township-outlet' ? ['town', 'township', 'ethnic_township'] : ['admin_village'];
  return ROWS.filter(({ kind }) => kinds.includes(kind))
    .filter(({ code }) => withXpcc || !code.startsWith('6590'))
    .map(({ code }) => naiveUnit(world, indicator, code));
}

function naiveUnit(world: SmallWorld, indicator: Indicator, code: string): NaiveUnit {
  const { asOf } = world;
  const inForce = (row: { indicator: string; from: string; to: string | null }) =>
    row.indicator === indicator && row.from <= asOf && (row.to === null || asOf < row.to);
  const declarations = world.declarations.filter((d) => d.unitCode === code && inForce(d));
  const declared = declarations.length > 0;
  const filed = world.filings.some((f) => f.countyCode === code.slice(0, 6) && inForce(f));
  const seen = instantsSeen(world, indicator, code);
  const evidence = {
    count: seen.length,
    firstAt: seen.length === 0 ? null : Math.min(...seen),
    lastAt: seen.length === 0 ? null : Math.max(...seen),
  };
  const frequencies = declarations.flatMap((d) => d.frequencyPerWeek ?? []);
  const frequency = frequencies.length === 0 ? 3 : Math.max(...frequencies);
  const observed =
    indicator === 'village-direct-mail'
      ? lastMondays(asOf).every((monday) => daysIn(seen, monday) >= frequency)
      : seen.length > 0;
  const verdict = (): string => {
    if (observed) return 'observed';
    if (declared && indicator === 'village-express' && stopped(world, code) >= 3) {
      return 'contradicted';
    }
    if (declared) return 'declared-only';
    return filed ? 'not-served' : 'unknown';
  };
  return { code, state: verdict(), undeclared: observed && !declared, declared, evidence };
}

function lastSnapshots(world: SmallWorld) {
  return world.snapshots.filter(
    (one) =>
      !world.snapshots.some(
        (other) => other.trackingNumber === one.trackingNumber && other.version > one.version,
      ),
  );
}

function isInWindow(at: number, asOf: string): boolean {
  return dayOf(at) <= asOf && dayOf(at) >= addDays(asOf, -27);
}

function instantsSeen(world: SmallWorld, indicator: Indicator, code: string): number[] {
  if (indicator === 'village-direct-mail') return visitsSeen(world, code);
  return lastSnapshots(world)
    .flatMap((parcel) => parcel.facts)
    .filter(({ kind }) => kind === 'accepted' || kind === 'delivered')
    .filter(({ verdict }) => verdict === 'ok' || verdict === 'off-plan')
    .filter(({ occurredAt }) => isInWindow(occurredAt, world.asOf))
    .filter(({ placeCode, nodeId, occurredAt }) =>
      indicator === 'township-outlet'
        ? placeCode.startsWith(code) && isStation(world, nodeId, dayOf(occurredAt))
        : placeCode === code,
    )
    .map(({ occurredAt }) => occurredAt);
}

/** The newest that speaks of the day; before all of them, what opened first speaks. */
function isStation(world: SmallWorld, nodeId: string, day: string): boolean {
  const versions = world.nodes.filter((node) => node.nodeId === nodeId);
  const opened = versions.filter(({ opensOn }) => opensOn <= day);
  const first = versions.map(({ opensOn }) => opensOn).sort()[0];
  const speaking = opened.length > 0 ? opened : versions.filter((v) => v.opensOn === first);
  const newest = Math.max(...speaking.map(({ version }) => version));
  return speaking.some(({ version, tier }) => version === newest && tier === 'station');
}

function stopped(world: SmallWorld, code: string): number {
  return lastSnapshots(world).filter(
    (parcel) =>
      parcel.destinationCode === code &&
      parcel.facts.some(
        ({ kind, verdict, placeCode, occurredAt, endsAt }) =>
          kind !== 'accepted' &&
          (verdict === 'ok' || verdict === 'off-plan') &&
          placeCode !== code &&
          isInWindow(occurredAt, world.asOf) &&
          (endsAt === null || dayOf(endsAt) > world.asOf),
      ),
  ).length;
}

function visitsSeen(world: SmallWorld, code: string): number[] {
  const mondays = lastMondays(world.asOf);
  const instants = new Map<string, number>();
  for (const visit of visitsThatCount(world)) {
    if (visit.villageCode !== code) continue;
    if (!mondays.includes(isoWeekOf(dayOf(visit.visitedAt)).monday)) continue;
    instants.set(visit.visitId, visit.visitedAt);
  }
  return [...instants.values()];
}

/** Visits whose id says one thing only, and that were not sent before they happened; each telling of them. */
export function visitsThatCount(world: SmallWorld): SmallWorld['visits'][number][] {
  return world.visits.filter((visit) => {
    const sameId = world.visits.filter(
      (other) => other.villageCode === visit.villageCode && other.visitId === visit.visitId,
    );
    const sentAt = Math.min(...sameId.map((other) => other.sentAt));
    if (sameId.some((other) => visitText(other) !== visitText(visit))) return false;
    return visit.visitedAt <= sentAt + 5 * 60_000;
  });
}

function lastMondays(asOf: string): string[] {
  let monday = isoWeekOf(asOf).monday;
  if (addDays(monday, 6) > asOf) monday = addDays(monday, -7);
  return [0, 7, 14, 21].map((days) => addDays(monday, -days));
}

function daysIn(instants: readonly number[], monday: string): number {
  const days = instants.map(dayOf).filter((day) => isoWeekOf(day).monday === monday);
  return new Set(days).size;
}

/** What of a world had been recorded by an instant, and what it was taken for then. */
export function worldKnownAt(world: SmallWorld, knownAt: number): SmallWorld {
  return {
    ...world,
    nodes: world.nodes.filter((node) => (node.recordedAt ?? 0) <= knownAt),
    visits: world.visits.filter((visit) => visit.recordedAt <= knownAt), // each telling by itself
    snapshots: lastSnapshots(world).map((snapshot) => ({
      ...snapshot,
      facts: snapshot.facts.flatMap((fact) => {
        if (fact.recordedAt > knownAt) return [];
        if ((fact.knownFrom ?? fact.recordedAt) > knownAt) {
          const then = fact.formerly?.find(({ from, to }) => from <= knownAt && knownAt < to);
          return then ? [{ ...fact, verdict: then.verdict, endsAt: then.endsAt }] : [];
        }
        return [(fact.endKnownFrom ?? 0) > knownAt ? { ...fact, endsAt: null } : fact];
      }),
    })),
  };
}

function visitText(visit: SmallWorld['visits'][number]): string {
  return `${visit.visitId} ${visit.roundId} ${visit.visitedAt} ${visit.handoverPoint}`;
}
