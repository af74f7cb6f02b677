// Accepted parcels by product, way and day, and what projects have counted.
import { officialDay } from './calendar.mjs';

const firstOf = (p, kind) => p.facts.find((f) => f.kind === kind);
const was = (p, kind) => firstOf(p, kind) !== undefined;

/** The number above each linked one. */
export const principalsOf = (links) =>
  new Map(links.map(([principal, linked]) => [linked, principal]));

/** Follows the waybills that are linked to a number up to the principal one. */
export function principalOf(number, principals) {
  const seen = new Set([number]);
  for (
    let above = principals.get(number);
    above && !seen.has(above);
    above = principals.get(number)
  ) {
    seen.add(above);
    number = above;
  }
  return number;
}

/** One entry per thing that moved: linked waybills are one, told by the principal's shipment. */
export function recountGoods(parcels, links) {
  const principals = principalsOf(links);
  const groups = new Map();
  for (const parcel of parcels) {
    const key = principalOf(parcel.number, principals);
    groups.set(key, [...(groups.get(key) ?? []), parcel]);
  }
  return [...groups].map(([key, members]) => {
    const principal = members.find((m) => m.number === key) ?? members[0];
    const accepted = members
      .map((m) => firstOf(m, 'accepted'))
      .filter((f) => f !== undefined)
      .toSorted((a, b) => a.at - b.at)[0];
    const isBack = ['returning', 'returned'].includes(principal.facts.at(-1)?.kind);
    return {
      shipment: principal.shipment,
      accepted,
      cameBackUnsent: isBack && !members.some((m) => was(m, 'departed')),
    };
  });
}

export function recountFlows(goods) {
  const cells = new Map();
  for (const { shipment, accepted } of goods) {
    if (accepted === undefined) continue;
    const { productId, originCode, destinationCode, direction } = shipment;
    const key = [
      productId ?? 'unspecified',
      originCode.slice(0, 6),
      destinationCode.slice(0, direction === 'outbound' ? 2 : 6),
      direction,
      officialDay(accepted.at),
    ].join(',');
    cells.set(key, (cells.get(key) ?? 0) + 1);
  }
  return [...cells].map(([key, n]) => `${key},${n}`);
}

/** 新疆 2020: more than 100,000 parcels, place and county alike; no figure for prefectures. */
const THRESHOLDS = { place: 100_000, county: 100_000 };

/** Where the goods count, by the project's rule of attribution. */
const PLACES = {
  origin: ({ shipment }) => shipment.producedInCode ?? shipment.originCode,
  sender: ({ shipment }) => shipment.originCode,
  'accepting-outlet': ({ accepted }) => accepted.placeCode,
};

export function recountProjects(projects, goods) {
  // A cancelled parcel has no accepted scan; one that was carried all the same counts (decision 16).
  const counted = goods.filter((g) => g.accepted && !g.cameBackUnsent);
  return projects.map((project) => {
    const placeOf = PLACES[project.attribution ?? 'origin'];
    const mine = counted.filter((item) => {
      const day = officialDay(item.accepted.at);
      return (
        item.shipment.productId === project.productId &&
        project.placeCodes.some((code) => placeOf(item).startsWith(code)) &&
        day >= project.from &&
        day < project.to
      );
    });
    const toDate = project.openingCount + mine.length * project.sampleEvery;
    const threshold = THRESHOLDS[project.track];
    return [
      project.projectId,
      project.track,
      project.placeCodes.toSorted().join(' '),
      `${project.from}/${project.to}`,
      project.openingCount,
      mine.length,
      `1:${project.sampleEvery}`,
      toDate,
      threshold ?? '',
      threshold === undefined ? '' : toDate > threshold,
      project.simulated === true,
    ].join(',');
  });
}
