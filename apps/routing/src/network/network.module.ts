import { Module } from '@nestjs/common';
import { routingHttp, routingMessaging, routingPersistence } from '../routing.persistence';
import { ImportNodes } from './import-nodes.use-case';
import { ImportRows } from './rows/import-rows.use-case';
import { NetworkRevision } from './network-revision.repository';
import { NetworkController } from './network.controller';
import { NetworkQuery } from './network.query';
import { VersionedRows } from './rows/versioned-row.repository';

/**
 * The network: nodes in tiers, links between them, weekly timetables.
 * Every change is a new version and moves the network's revision, on which plans are based.
 */
@Module({
  imports: [routingPersistence, routingMessaging, routingHttp],
  controllers: [NetworkController],
  providers: [ImportNodes, ImportRows, NetworkQuery, NetworkRevision, VersionedRows],
  exports: [ImportRows, NetworkQuery],
})
export class NetworkModule {}
