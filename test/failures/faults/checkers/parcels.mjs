import { askJson } from '../world/ask.mjs';
import { built } from '../world/built.mjs';
import { trackingAgainstReference } from './reference.mjs';
import { storedScans } from './scans.mjs';

const { recomputeTracking } = built('apps/tracking/src/testing/recompute-tracking.js');
const TIMELINES = 40;

/** I4: each parcel's history and state equal the reference's fold over all that was told of it. */
export async function statesAreFolds({ world }) {
  const differences = await trackingAgainstReference(world);
  return [...differences.filter((line) => !line.startsWith('cell ')), ...(await timelines(world))];
}

/** I6, tracking: each volume cell equals the reference's, and each bucket of it a recomputation. */
export async function volumesAreSums({ world }) {
  const differences = await trackingAgainstReference(world);
  const buckets = await recomputeTracking(world.rows.reader('tracking'));
  return [...differences, ...buckets].filter((line) => line.startsWith('cell '));
}

/** What a person sees of a parcel is every scan that is stored of it, once. */
async function timelines(world) {
  const byParcel = new Map();
  for (const scan of await storedScans(world.rows)) {
    byParcel.set(scan.trackingNumber, [...(byParcel.get(scan.trackingNumber) ?? []), scan]);
  }
  const numbers = [...byParcel.keys()];
  const step = Math.max(1, Math.floor(numbers.length / TIMELINES));
  const lines = [];
  for (let i = 0; i < numbers.length; i += step) {
    const { status, body } = await askJson(`${world.door('tracking')}/v1/parcels/${numbers[i]}`);
    const seen = (body.facts ?? []).map(
      ({ scanId, kind, nodeId }) => `${scanId} ${kind} ${nodeId}`,
    );
    const kept = byParcel.get(numbers[i]).map((s) => `${s.scanId} ${s.kind} ${s.nodeId}`);
    if (seen.sort().join() !== kept.sort().join()) {
      lines.push(
        `timeline ${numbers[i]} (${status}): shows ${seen.length}, ${kept.length} are stored`,
      );
    }
  }
  return lines;
}
