import { Module } from '@nestjs/common';
import { coverageHttp, coveragePersistence } from '../coverage.persistence';
import { RegionReadsModule } from '../region-reads/region-reads.module';
import { RegisterModule } from '../register/register.module';
import { DeclarationRepository } from './declaration.repository';
import { DeclarationsController } from './declarations.controller';
import { DeclaredOperators } from './declared-operators.query';
import { DeclarationsInForce } from './declarations-in-force.query';
import { DeclareCoverage } from './declare-coverage.use-case';
import { EndDeclaration } from './end-declaration.use-case';
import { FileDeclarations } from './file-declarations.use-case';

/** What operators say about who is served, and that a county has said all there is to say. */
@Module({
  imports: [coveragePersistence, coverageHttp, RegisterModule, RegionReadsModule],
  controllers: [DeclarationsController],
  providers: [
    DeclareCoverage,
    FileDeclarations,
    EndDeclaration,
    DeclarationRepository,
    DeclarationsInForce,
    DeclaredOperators,
  ],
  exports: [DeclarationsInForce, DeclaredOperators],
})
export class DeclarationsModule {}
