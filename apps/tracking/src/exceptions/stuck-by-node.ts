import { type Day, type Instant, daysBetween, dayOf } from '@youlu/vocabulary';
import { STUCK_AGES, type StuckAge } from './exception-rules';
import type { ParcelException } from './parcel-exceptions';

/** Stuck parcels that were seen last at one node, in one place. */
export interface StuckGroup {
  /** Empty for parcels that were booked and never scanned: they wait at the sender's. */
  readonly nodeId: string;
  readonly placeCode: string;
  readonly simulated: boolean;
  parcels: number;
  readonly byAge: Record<StuckAge, number>;
  oldestSince: Instant;
}

/** Adds up stuck parcels by the node that scanned them last, and by how long ago that was. */
export class StuckByNode {
  private readonly groups = new Map<string, StuckGroup>();

  constructor(private readonly asOf: Day) {}

  add({ parcel, placeCode, lastFact, since }: ParcelException): void {
    const nodeId = lastFact?.nodeId ?? '';
    const simulated = parcel.booking?.simulated ?? false;
    const key = [nodeId, placeCode, simulated].join(' '); // ids and codes hold no blanks
    let group = this.groups.get(key);
    if (!group) {
      group = { nodeId, placeCode, simulated, parcels: 0, byAge: nobody(), oldestSince: since };
      this.groups.set(key, group);
    }
    group.parcels++;
    group.byAge[this.ageOf(since)]++;
    group.oldestSince = Math.min(group.oldestSince, since);
  }

  /** By node, then place, then measured before simulated. */
  inOrder(): StuckGroup[] {
    return [...this.groups.values()].sort(compareGroups);
  }

  private ageOf(since: Instant): StuckAge {
    const days = daysBetween(dayOf(since), this.asOf);
    return (STUCK_AGES.findLast(({ daysMin }) => days >= daysMin) ?? STUCK_AGES[0]).name;
  }
}

type GroupKey = Pick<StuckGroup, 'nodeId' | 'placeCode' | 'simulated'>;

export function compareGroups(a: GroupKey, b: GroupKey): number {
  if (a.nodeId !== b.nodeId) return a.nodeId < b.nodeId ? -1 : 1;
  if (a.placeCode !== b.placeCode) return a.placeCode < b.placeCode ? -1 : 1;
  return Number(a.simulated) - Number(b.simulated);
}

function nobody(): Record<StuckAge, number> {
  return { under7Days: 0, days7To13: 0, days14To27: 0, days28AndMore: 0 };
}
