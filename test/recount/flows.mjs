// Accepted parcels by product, way and day, and what projects have counted.
import { officialDay } from './calendar.mjs';

const acceptedAt = (p) => p.facts.find((f) => f.kind === 'accepted')?.at;
const was = (p, kind) => p.facts.some((f) => f.kind === kind);

export function recountFlows(parcels) {
  const cells = new Map();
  for (const parcel of parcels) {
    const at = acceptedAt(parcel);
    if (at === undefined) continue;
    const { productId, originCode, destinationCode, direction } = parcel.shipment;
    const key = [
      productId ?? 'unspecified',
      originCode.slice(0, 6),
      destinationCode.slice(0, direction === 'outbound' ? 2 : 6),
      direction,
      officialDay(at),
    ].join(',');
    cells.set(key, (cells.get(key) ?? 0) + 1);
  }
  return [...cells].map(([key, n]) => `${key},${n}`);
}

/** 新疆 2020: more than 100,000 parcels, for place and county projects alike (product facts §3.9). */
const THRESHOLD = 100_000;

export function recountProjects(projects, parcels) {
  const counted = parcels.filter((p) => {
    const backBeforeLeaving =
      !was(p, 'departed') && ['returning', 'returned'].includes(p.facts.at(-1)?.kind);
    return acceptedAt(p) !== undefined && !p.isCancelled && !backBeforeLeaving;
  });
  return projects.map((project) => {
    const mine = counted.filter((p) => {
      const { productId, originCode } = p.shipment;
      const day = officialDay(acceptedAt(p));
      return (
        productId === project.productId &&
        project.placeCodes.some((code) => originCode.startsWith(code)) &&
        day >= project.from &&
        day < project.to
      );
    });
    const toDate = project.openingCount + mine.length * project.sampleEvery;
    return [
      project.projectId,
      project.track,
      project.placeCodes.toSorted().join(' '),
      `${project.from}/${project.to}`,
      project.openingCount,
      mine.length,
      `1:${project.sampleEvery}`,
      toDate,
      THRESHOLD,
      toDate > THRESHOLD,
      project.simulated === true,
    ].join(',');
  });
}
