import { Draws } from './draws';
import { chooseExpressVillages } from './express-villages';
import { Geography, type TownshipPoint } from './geography';
import { type Network, type Province, buildNetwork } from './network';
import { chooseOutlets } from './outlets';
import type { Product } from './products';
import { Register, type RegisterRow } from './register';
import { type RoadEdge, RoadGraph } from './road-graph';
import { type MailRound, planRounds } from './rounds';

/** What ships in data/, read. */
export interface ScenarioData {
  readonly registerDate: string;
  readonly registerRows: readonly RegisterRow[];
  readonly townshipPoints: readonly TownshipPoint[];
  readonly roadEdges: readonly RoadEdge[];
  readonly provinces: readonly Province[];
  readonly products: readonly Product[];
}

/** The pretend post of a region: always the whole of it, whatever part a run looks at. */
export interface PretendProvince {
  readonly draws: Draws;
  readonly register: Register;
  readonly registerDate: string;
  readonly geography: Geography;
  /** Townships with an express outlet. */
  readonly outlets: ReadonlySet<string>;
  /** Villages declared to be reached by express, in the order of their codes. */
  readonly expressVillages: readonly string[];
  readonly rounds: readonly MailRound[];
  readonly network: Network;
  readonly products: readonly Product[];
}

export function foundProvince(data: ScenarioData, seed: string): PretendProvince {
  const draws = new Draws(seed);
  const register = new Register(data.registerRows);
  const roads = new RoadGraph(data.roadEdges);
  const geography = new Geography(register, data.townshipPoints, roads, draws);
  const outlets = chooseOutlets(register, geography);
  const expressVillages = chooseExpressVillages(register, geography, outlets, draws);
  const provinces = [...data.provinces].sort((a, b) => (a.code < b.code ? -1 : 1));
  return {
    draws,
    register,
    registerDate: data.registerDate,
    geography,
    outlets,
    expressVillages,
    rounds: planRounds(register, geography, draws),
    network: buildNetwork(register, geography, { provinces, outlets, expressVillages }, draws),
    products: [...data.products].sort((a, b) => (a.productId < b.productId ? -1 : 1)),
  };
}
