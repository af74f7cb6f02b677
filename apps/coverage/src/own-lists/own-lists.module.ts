import { Module } from '@nestjs/common';
import { coverageHttp, coveragePersistence } from '../coverage.persistence';
import { RegionReadsModule } from '../region-reads/region-reads.module';
import { RegisterModule } from '../register/register.module';
import { KeepOwnLists } from './keep-own-lists.use-case';
import { OwnListRows } from './own-list-rows.repository';
import { OwnListsController } from './own-lists.controller';
import { OwnLists } from './own-lists.query';

/** What is listed beside the register: targets it does not name, and what is prescribed for mail. */
@Module({
  imports: [coveragePersistence, coverageHttp, RegisterModule, RegionReadsModule],
  controllers: [OwnListsController],
  providers: [KeepOwnLists, OwnListRows, OwnLists],
  exports: [OwnLists],
})
export class OwnListsModule {}
