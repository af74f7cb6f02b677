import type { RoundSnapshot, VisitRow } from '@youlu/contracts';
import { type Day, addDays, dayOf, weekdayOf } from '@youlu/vocabulary';
import type { MissedRound } from '../rounds/missed-rounds.query';
import type { MissedVillage } from '../rounds/missed-villages.query';

/** Visits that count, from everything ever told: one version, and not from its own future. */
function countedVisits(told: readonly VisitRow[]): VisitRow[] {
  const byId = new Map<string, VisitRow[]>();
  for (const visit of told) {
    const id = `${visit.villageCode} ${visit.visitId}`;
    byId.set(id, [...(byId.get(id) ?? []), visit]);
  }
  return [...byId.values()].flatMap((versions) => {
    const contents = new Set(versions.map((v) => `${v.visitedAt} ${v.roundId} ${v.handoverPoint}`));
    const sentAt = Math.min(...versions.map((v) => v.sentAt));
    const [visit] = versions;
    return visit && contents.size === 1 && visit.visitedAt <= sentAt + 300_000 ? [visit] : [];
  });
}

function isDue(round: RoundSnapshot, day: Day): boolean {
  const isValid = day >= round.from && (round.to === null || day < round.to);
  return isValid && round.weekdays.includes(weekdayOf(day));
}

function lastVisitBy(villageCode: string, day: Day, counted: readonly VisitRow[]): number | null {
  const here = counted.filter((v) => v.villageCode === villageCode && dayOf(v.visitedAt) <= day);
  return here.length === 0 ? null : Math.max(...here.map((v) => v.visitedAt));
}

/** What `ListMissedRounds` must say, the slow way. */
export function missedRounds(
  rounds: readonly RoundSnapshot[],
  visits: readonly VisitRow[],
  from: Day,
  to: Day,
  place = '',
): MissedRound[] {
  const counted = countedVisits(visits);
  const missed: MissedRound[] = [];
  for (const round of inOrder(rounds)) {
    const { villageCode, roundId, stationNodeId, simulated } = round;
    if (!villageCode.startsWith(place)) continue;
    for (let day = from; day <= to; day = addDays(day, 1)) {
      const isVisited = counted.some(
        (v) => v.villageCode === villageCode && v.roundId === roundId && dayOf(v.visitedAt) === day,
      );
      if (!isDue(round, day) || isVisited) continue;
      const lastVisitAt = lastVisitBy(villageCode, to, counted);
      missed.push({ villageCode, roundId, stationNodeId, day, simulated, lastVisitAt });
    }
  }
  return missed;
}

/** What `ListMissedVillages` must say, the slow way. */
export function missedVillages(
  rounds: readonly RoundSnapshot[],
  visits: readonly VisitRow[],
  day: Day,
  place = '',
): MissedVillage[] {
  const counted = countedVisits(visits);
  const due = inOrder(rounds).filter((r) => r.villageCode.startsWith(place) && isDue(r, day));
  return [...new Set(due.map((r) => r.villageCode))]
    .filter((code) => !counted.some((v) => v.villageCode === code && dayOf(v.visitedAt) === day))
    .map((villageCode) => {
      const here = due.filter((r) => r.villageCode === villageCode);
      return {
        villageCode,
        roundIds: here.map((r) => r.roundId),
        stationNodeIds: [...new Set(here.map((r) => r.stationNodeId))].sort(),
        simulated: here.some((r) => r.simulated),
        lastVisitAt: lastVisitBy(villageCode, day, counted),
      };
    });
}

function inOrder(rounds: readonly RoundSnapshot[]): RoundSnapshot[] {
  const key = (r: RoundSnapshot) => `${r.villageCode} ${r.roundId}`;
  return rounds.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}
