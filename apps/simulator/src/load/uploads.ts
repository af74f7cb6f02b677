import type { Network, NetworkNode } from '../province/network';
import type { LocalMinute } from '../province/trips';
import type { Period } from './period';

/** Each hub's feed sends what its nodes scanned every four hours. */
const EVERY_MINUTES = 240;
const FEED_SHIFT_MINUTES = 5;

/**
 * Uploads are numbered through all feeds in the order of time: upload = turn × feeds + feed.
 * `sentAt` is the device clock at the end of the turn.
 */
export class Uploads {
  private readonly feeds: readonly string[];
  private readonly feedOfNode: readonly number[];

  constructor(
    network: Network,
    private readonly period: Period,
  ) {
    this.feeds = network.nodes.filter((node) => node.tier === 'hub').map((node) => node.placeCode);
    this.feedOfNode = network.nodes.map((node) => this.feedOf(network, node));
  }

  /** The upload that takes a scan of this node along, `later` turns after the next one. */
  carrying(node: NetworkNode, at: LocalMinute, later = 0): number {
    const turn = Math.floor((at - this.period.start) / EVERY_MINUTES) + later;
    return turn * this.feeds.length + (this.feedOfNode[node.index] as number);
  }

  /** The upload of the same feed some turns later. */
  after(upload: number, turns: number): number {
    return upload + turns * this.feeds.length;
  }

  sentAt(upload: number): LocalMinute {
    const turn = Math.floor(upload / this.feeds.length);
    const feed = upload % this.feeds.length;
    return this.period.start + (turn + 1) * EVERY_MINUTES + feed * FEED_SHIFT_MINUTES;
  }

  deviceOf(upload: number): string {
    return `sim-feed-${this.feeds[upload % this.feeds.length]}`;
  }

  private feedOf(network: Network, node: NetworkNode): number {
    const hub = network.lineage(node).find((above) => above.tier === 'hub');
    return hub ? this.feeds.indexOf(hub.placeCode) : 0;
  }
}
