import type { Draws } from './draws';
import type { Register, RegisterRow } from './register';
import type { RoadGraph } from './road-graph';

/** A township whose place on earth is known. */
export interface TownshipPoint {
  readonly code: string;
  readonly name: string;
  readonly kmFromCountySeat: number;
}

/** The air line understates country roads by about this much. */
const RURAL_DETOUR = 1.25;
const CO_LOCATED_KM = 3;

/**
 * The road data are keyed by the codes of 2023. 沙湾 was still a county (654223) in 2020; the Korla
 * development zone 652871 has no seat of its own and is assumed to be served from Korla.
 */
const SEAT_ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['654223', '654203'],
  ['652871', '652801'],
]);

/** County codes with another code in 2023, for points that moved with their county. */
const RECODED_COUNTIES = [{ code: '654223', later: '654203' }] as const;

/** The point of the road graph a county is served from. */
export function seatOf(countyCode: string): string {
  return SEAT_ELSEWHERE.get(countyCode) ?? countyCode;
}

/** Distances, in km to one decimal: measured where a point is known, drawn where none is. */
export class Geography {
  private readonly pointKm: ReadonlyMap<string, number>;

  constructor(
    register: Register,
    points: Iterable<TownshipPoint>,
    private readonly roads: RoadGraph,
    private readonly draws: Draws,
  ) {
    this.pointKm = new Map(
      [...points].flatMap((point) => {
        const row = unitOf(register, point);
        return row ? [[row.code, roundKm(point.kmFromCountySeat * RURAL_DETOUR)] as const] : [];
      }),
    );
  }

  /** Road km between two county-level places; never 0, for even one yard takes a drive. */
  roadKm(fromCountyCode: string, toCountyCode: string): number {
    const [from, to] = [seatOf(fromCountyCode), seatOf(toCountyCode)];
    const km = from === to ? CO_LOCATED_KM : this.roads.distanceKm(from, to);
    if (km === undefined) throw new RangeError(`No road leads from ${from} to ${to}`);
    return Math.max(CO_LOCATED_KM, km);
  }

  /** Township to county seat. Where nobody knows, an assumption: lognormal, median 40 km, σ 0.7. */
  townKm(townshipCode: string): number {
    const known = this.pointKm.get(townshipCode);
    if (known !== undefined) return Math.max(1, known);
    return roundKm(this.draws.lognormal(40, 0.7, 3, 160, `town-km|${townshipCode}`));
  }

  /** Village to its township: an assumption, median 5 km, σ 0.6. No open source knows a village's place. */
  villageKm(villageCode: string): number {
    return roundKm(this.draws.lognormal(5, 0.6, 0.8, 60, `village-km|${villageCode}`));
  }
}

/** A kept code is no proof: the point counts only where code and name agree. */
function unitOf(register: Register, point: TownshipPoint): RegisterRow | undefined {
  const codes = [point.code];
  for (const { code, later } of RECODED_COUNTIES) {
    if (point.code.startsWith(later)) codes.push(code + point.code.slice(6));
  }
  return codes
    .map((code) => register.find(code))
    .find((row) => row !== undefined && row.name === point.name);
}

function roundKm(km: number): number {
  return Math.round(km * 10) / 10;
}
