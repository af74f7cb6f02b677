import { Logger } from '@nestjs/common';
import type { Broker, Cluster, GroupDescriptions, PartitionAssigner } from 'kafkajs';
import { PartitionAssigners } from 'kafkajs';

/** The part of kafkajs' broker that its types leave out; read in 2.2.4. */
type Coordinator = Broker & {
  leaveGroup(member: { groupId: string; memberId: string }): Promise<void>;
};

/**
 * Takes those members out of a group that are this instance before it was killed. A group waits for
 * such a member until its session has ended (6 s), and nobody gets its partitions meanwhile.
 *
 * Only one living process can have an instance's name (it ends in the port that it listens on). If
 * two had it after all, the other would be told at its next heartbeat, join again, and lose a moment.
 */
export class Predecessors {
  private readonly logger: Logger;
  private cluster: Cluster | undefined;

  constructor(
    private readonly groupId: string,
    /** What members of this instance call themselves; undefined: not to be told from others. */
    private readonly clientId: string | undefined,
  ) {
    this.logger = new Logger(`Consumer ${groupId}`);
  }

  /** kafkajs' own assigner; it is the way its interface hands out the connection of a consumer. */
  readonly assigner: PartitionAssigner = (config) => {
    this.cluster = config.cluster;
    return PartitionAssigners.roundRobin(config);
  };

  /** Call when the consumer is connected and before it joins. Fails silently: the session ends them. */
  async leave(): Promise<void> {
    const { clientId, groupId } = this;
    if (clientId === undefined || this.cluster === undefined) return;
    try {
      const coordinator = (await this.cluster.findGroupCoordinator({ groupId })) as Coordinator;
      const { groups } = (await coordinator.describeGroups({
        groupIds: [groupId],
      })) as GroupDescriptions;
      const members = groups.flatMap((group) => group.members);
      for (const { memberId, ...member } of members) {
        if (member.clientId !== clientId) continue;
        await coordinator.leaveGroup({ groupId, memberId });
        this.logger.log('Took the member out that this instance was before it ended');
      }
    } catch (error) {
      this.logger.warn(`Could not look for this instance's former members: ${String(error)}`);
    }
  }
}
