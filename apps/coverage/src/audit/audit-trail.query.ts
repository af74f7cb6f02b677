import { Injectable } from '@nestjs/common';
import { AuditRepository } from './audit.repository';
import type { AuditEntry, AuditSubject } from './audit-entry';

/** The chain as it is kept, entry by entry. */
@Injectable()
export class AuditTrail {
  constructor(private readonly audit: AuditRepository) {}

  async after(
    seq: number,
    limit: number,
    of: { subject?: AuditSubject | undefined; subjectId?: string | undefined },
  ): Promise<AuditEntry[]> {
    return this.audit.list(seq, limit, of);
  }
}
