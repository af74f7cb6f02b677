import { Injectable, Logger } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { LINK_KIND, NODE_KIND, TIMETABLE_KIND } from '../network/network-kinds';
import { NetworkQuery } from '../network/network.query';
import { ROUND_KIND } from '../rounds/round-kind';
import { ItineraryPlanner } from './itinerary';
import { buildPlanningNetwork } from './planning/planning-network';

interface LoadedNetwork {
  revision: number;
  planner: ItineraryPlanner;
}

/**
 * The network in memory. Each batch asks for the revision, which costs one row; the network is read
 * again only when that has moved, so plans never rest on an older network than the database had.
 */
@Injectable()
export class CurrentNetwork {
  private readonly log = new Logger(CurrentNetwork.name);
  private loaded: LoadedNetwork | undefined;

  constructor(private readonly network: NetworkQuery) {}

  async at(tx: Tx): Promise<LoadedNetwork> {
    const revision = await this.network.currentRevision(tx);
    if (this.loaded?.revision === revision) return this.loaded;
    return (this.loaded = await this.load(tx));
  }

  private async load(tx: Tx): Promise<LoadedNetwork> {
    const revision = await this.network.holdStill(tx);
    const nodes = await this.network.rowsOf(tx, NODE_KIND);
    const links = await this.network.rowsOf(tx, LINK_KIND);
    const timetables = await this.network.rowsOf(tx, TIMETABLE_KIND);
    const rounds = await this.network.rowsOf(tx, ROUND_KIND);
    const built = buildPlanningNetwork({ nodes, links, timetables, rounds });
    const planner = new ItineraryPlanner(built);
    const { nodes: nodeCount, edges, coreNodes } = planner.shape;
    this.log.log(
      `network revision ${revision}: ${nodeCount} nodes, ${edges} edges, ${coreNodes} in the core`,
    );
    return { revision, planner };
  }
}
