import { Module } from '@nestjs/common';
import { coverageHttp, coveragePersistence } from '../coverage.persistence';
import { RegisterModule } from '../register/register.module';
import { ImportXpcc } from './import-xpcc.use-case';
import { XpccUnits } from './xpcc-units.query';
import { XpccController } from './xpcc.controller';
import { XpccRepository } from './xpcc.repository';

/** The XPCC's second hierarchy over the same ground: 师 → 团 → 连. No figure is made from it. */
@Module({
  imports: [coveragePersistence, coverageHttp, RegisterModule],
  controllers: [XpccController],
  providers: [ImportXpcc, XpccRepository, XpccUnits],
})
export class XpccModule {}
