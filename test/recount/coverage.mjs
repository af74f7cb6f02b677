// States of units and rates of every level, from the register, the declarations, the scans and the visits.
import { principalOf, principalsOf } from './flows.mjs';
import { lastFourMondays, mondayOf, officialDay, officialTime, plusDays } from './calendar.mjs';

const TOWNSHIPS = ['town', 'township', 'ethnic_township'];
const LEVELS = { 1: 'region', 2: 'prefecture', 3: 'county', 4: 'unit4', 5: 'village' };
const RESTING = ['delivered', 'held-at-station', 'in-locker'];
const TOLERANCE = 5 * 60_000;
export const INDICATORS = ['township-outlet', 'village-direct-mail', 'village-express'];

export function readRegister(csv) {
  const [, ...lines] = csv.trim().split(/\r?\n/);
  const units = new Map();
  for (const line of lines) {
    const [code, name, level, parent, kind] = line.split(',');
    const group = kind === 'province_administered';
    units.set(code, { code, name, level: group ? 'group' : LEVELS[level], parent, kind });
  }
  return units;
}

export const isCounted = (indicator, unit) =>
  indicator === 'township-outlet' ? TOWNSHIPS.includes(unit.kind) : unit.kind === 'admin_village';

const inForce = (row, asOf) => row.from <= asOf && (!row.to || asOf < row.to);

const put = (map, key, value) => {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
};

/** Whether something ended what was told before that day. */
const isOver = (told, day) => told.day < day && told.ended !== undefined && told.ended < day;

/**
 * Evidence by unit code: instants within the window. A hand-over that several waybills of one parcel
 * tell of counts once: as the principal tells it, or else the first of the others by number. In a village
 * it is the same on whatever days they tell it, unless something ended the earlier; at a node on one day.
 */
function scanEvidence(indicator, parcels, principals, stations, [first, last]) {
  const found = new Map();
  const tellers = new Map();
  const byNumber = parcels.toSorted((a, b) => (a.number < b.number ? -1 : 1));
  const isPrincipal = ({ number }) => principalOf(number, principals) === number;
  for (const parcel of [
    ...byNumber.filter(isPrincipal),
    ...byNumber.filter((p) => !isPrincipal(p)),
  ]) {
    const { number, facts } = parcel;
    for (const [i, fact] of facts.entries()) {
      if (fact.kind !== 'accepted' && fact.kind !== 'delivered') continue;
      const day = officialDay(fact.at);
      if (day < first || day > last) continue;
      const code =
        indicator === 'village-express'
          ? fact.placeCode
          : stations.has(fact.nodeId)
            ? fact.placeCode.slice(0, 9)
            : undefined;
      if (!code) continue;
      const isVillage = indicator === 'village-express';
      const where = isVillage ? fact.placeCode : `${fact.placeCode} ${fact.nodeId} ${day}`;
      const told = [principalOf(number, principals), fact.kind, where].join(' ');
      const next = fact.kind === 'delivered' ? facts[i + 1] : undefined;
      const mine = { number, day, ended: next ? officialDay(next.at) : undefined };
      const isToldAlready = (tellers.get(told) ?? []).some(
        (other) => other.number !== number && !isOver(other, day) && !isOver(mine, other.day),
      );
      put(tellers, told, mine);
      if (isToldAlready) continue;
      put(found, code, fact.at);
    }
  }
  return found;
}

/** Visits that count, by village: known once, neither version of a contradictory one. */
function visitEvidence(visits, asOf) {
  const mondays = lastFourMondays(asOf);
  const versions = new Map();
  for (const v of visits) {
    const key = `${v.villageCode} ${v.visitId}`;
    const told = JSON.stringify([v.roundId, v.visitedAt, v.handoverPoint]);
    const known = versions.get(key) ?? { village: v.villageCode, told: new Map() };
    const sentAt = Math.min(known.told.get(told)?.sentAt ?? Infinity, Date.parse(v.sentAt));
    known.told.set(told, { at: Date.parse(v.visitedAt), sentAt });
    versions.set(key, known);
  }
  const found = new Map();
  for (const { village, told } of versions.values()) {
    const [visit] = told.values();
    if (told.size > 1 || visit.at > visit.sentAt + TOLERANCE) continue;
    if (!mondays.includes(mondayOf(officialDay(visit.at)))) continue;
    put(found, village, visit.at);
  }
  return { mondays, found };
}

function visitedOftenEnough(instants, mondays, perWeek) {
  const days = new Set(instants.map(officialDay));
  const weeks = [...days].map(mondayOf);
  return mondays.every((monday) => weeks.filter((w) => w === monday).length >= perWeek);
}

/** Parcels addressed to a village that rest elsewhere, by village; linked waybills are one. */
function restingElsewhere(parcels, principals, [first, last]) {
  const found = new Map();
  for (const { number, shipment, facts } of parcels) {
    const until = facts.filter((f) => officialDay(f.at) <= last);
    const fact = until.at(-1);
    if (!fact || !RESTING.includes(fact.kind) || officialDay(fact.at) < first) continue;
    if (fact.placeCode === shipment.destinationCode) continue;
    const roots = found.get(shipment.destinationCode) ?? new Set();
    found.set(shipment.destinationCode, roots.add(principalOf(number, principals)));
  }
  return new Map([...found].map(([code, roots]) => [code, roots.size]));
}

const RULES = {
  observed: { 'village-direct-mail': 'visits-each-week', other: 'evidence-in-window' },
  contradicted: { other: 'parcels-stopped-elsewhere' },
  'declared-only': {
    'village-direct-mail': 'visits-below-frequency',
    other: 'declared-without-evidence',
  },
  'not-served': { other: 'filing-complete-not-declared' },
  unknown: { other: 'no-filing' },
};

/** @returns one entry per unit of the indicator's population under the scope. */
export function recountUnits(indicator, { rows, parcels, links, units, scope, asOf }) {
  const principals = principalsOf(links);
  const window = [plusDays(asOf, -27), asOf];
  const stations = new Set(
    rows['/v1/nodes'].filter((n) => n.tier === 'station').map((n) => n.nodeId),
  );
  const mail = indicator === 'village-direct-mail';
  const { mondays, found } = mail
    ? visitEvidence(rows['/v1/visits'], asOf)
    : { mondays: [], found: scanEvidence(indicator, parcels, principals, stations, window) };
  const elsewhere =
    indicator === 'village-express' ? restingElsewhere(parcels, principals, window) : new Map();
  const mine = (row) => row.indicator === indicator && inForce(row, asOf);
  const declared = new Map();
  for (const d of rows['/v1/declarations'].filter(mine)) {
    const known = declared.get(d.unitCode);
    // Several in force: since the earliest, at the strictest frequency.
    if (!known) declared.set(d.unitCode, d);
    else {
      const from = d.from < known.from ? d.from : known.from;
      const often = [d.frequencyPerWeek, known.frequencyPerWeek].filter((n) => n !== undefined);
      const frequencyPerWeek = often.length > 0 ? Math.max(...often) : undefined;
      declared.set(d.unitCode, { ...known, from, frequencyPerWeek });
    }
  }
  const filed = new Set(rows['/v1/declaration-filings'].filter(mine).map((f) => f.countyCode));
  const isServed = (instants, declaration) =>
    mail
      ? visitedOftenEnough(instants, mondays, declaration?.frequencyPerWeek ?? 3)
      : instants.length > 0;

  return [...units.values()]
    .filter((u) => isCounted(indicator, u) && isUnder(u, scope, units))
    .map((unit) => {
      const instants = (found.get(unit.code) ?? []).toSorted((a, b) => a - b);
      const declaration = declared.get(unit.code);
      const state = isServed(instants, declaration)
        ? 'observed'
        : declaration && (elsewhere.get(unit.code) ?? 0) >= 3
          ? 'contradicted'
          : declaration
            ? 'declared-only'
            : filed.has(unit.code.slice(0, 6))
              ? 'not-served'
              : 'unknown';
      const rule = RULES[state][indicator] ?? RULES[state].other;
      return { unit, indicator, state, rule, declaration, instants };
    });
}

export function isUnder(unit, scope, units) {
  for (let u = unit; u; u = units.get(u.parent)) if (u.code === scope) return true;
  return false;
}

export const unitLine = ({ unit, indicator, state, rule, declaration, instants }) =>
  [
    unit.code,
    unit.name,
    unit.level,
    unit.kind,
    unit.parent,
    indicator,
    state,
    rule,
    declaration?.from ?? '',
    instants.length > 0 ? officialTime(instants[0]) : '',
    instants.length > 0 ? officialTime(instants.at(-1)) : '',
    instants.length,
  ].join(',');

const COUNTED = ['declared-only', 'contradicted', 'not-served', 'unknown', 'excluded'];

/** Denominators by name: which units are left out beside the excluded. */
const LEFT_OUT = {
  'strict-2020': () => false,
  'excl-xpcc-cities': (code) => code.startsWith('6590'),
};
export const DENOMINATORS = Object.keys(LEFT_OUT);

/** Rates of the scope and of all its divisions down to level 4. */
export function recountRates(indicator, denominator, judged, { units, scope }) {
  const above = [...units.values()].filter(
    (u) => u.level !== 'village' && isUnder(u, scope, units),
  );
  const tallies = new Map(above.map((u) => [u.code, { denominator: 0, declared: 0, observed: 0 }]));
  for (const tally of tallies.values()) for (const state of COUNTED) tally[state] = 0;
  for (const { unit, state, declaration } of judged) {
    if (LEFT_OUT[denominator](unit.code)) continue;
    for (let u = unit; u; u = units.get(u.parent)) {
      const tally = tallies.get(u.code);
      if (!tally) continue;
      tally[state]++;
      if (state === 'excluded') continue;
      tally.denominator++;
      if (declaration) tally.declared++;
    }
  }
  return above.map((u) => {
    const t = tallies.get(u.code);
    const counts = [t.denominator, t.declared, t.observed, ...COUNTED.map((s) => t[s])];
    return [u.code, u.name, u.level, indicator, denominator, ...counts].join(',');
  });
}
