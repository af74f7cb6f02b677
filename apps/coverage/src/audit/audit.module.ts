import { Module } from '@nestjs/common';
import { coveragePersistence } from '../coverage.persistence';
import { AppendAudit } from './append-audit.use-case';
import { AuditController } from './audit.controller';
import { AuditRepository } from './audit.repository';
import { AuditTrail } from './audit-trail.query';
import { CheckAudit } from './check-audit.query';
import { StatesBesideAudit } from './states-beside-audit.query';

/** Who did what to reports and challenges: a chain of hashes that only grows. */
@Module({
  imports: [coveragePersistence],
  controllers: [AuditController],
  providers: [AppendAudit, AuditRepository, AuditTrail, CheckAudit, StatesBesideAudit],
  exports: [AppendAudit],
})
export class AuditModule {}
