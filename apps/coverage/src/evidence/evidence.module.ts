import { Module } from '@nestjs/common';
import { coverageMessaging, coveragePersistence } from '../coverage.persistence';
import { RegionReadsModule } from '../region-reads/region-reads.module';
import { EvidenceAtPoints } from './evidence-at-points.query';
import { EvidenceBehind } from './evidence-behind.query';
import { EvidenceInWindow } from './evidence-in-window.query';
import { KeepNodeWhenNodeChanged } from './keep-node-when-node-changed.consumer';
import { KeepNodes } from './keep-nodes.use-case';
import { NodeRepository } from './node.repository';
import { ParcelFactsRepository } from './parcel-facts.repository';
import { RecordVisitWhenVisitReported } from './record-visit-when-visit-reported.consumer';
import { RecordVisits } from './record-visits.use-case';
import { ReplaceEvidence } from './replace-evidence.use-case';
import { ReplaceEvidenceWhenParcelChanged } from './replace-evidence-when-parcel-changed.consumer';
import { VillageDaysModule } from '../village-days/village-days.module';
import { VisitRepository } from './visit.repository';

/** What scans and visits show, kept with the place codes as they were sent. */
@Module({
  imports: [coveragePersistence, coverageMessaging, RegionReadsModule, VillageDaysModule],
  controllers: [
    ReplaceEvidenceWhenParcelChanged,
    RecordVisitWhenVisitReported,
    KeepNodeWhenNodeChanged,
  ],
  providers: [
    ReplaceEvidence,
    RecordVisits,
    KeepNodes,
    ParcelFactsRepository,
    VisitRepository,
    NodeRepository,
    EvidenceAtPoints,
    EvidenceInWindow,
    EvidenceBehind,
  ],
  exports: [EvidenceAtPoints, EvidenceInWindow, EvidenceBehind],
})
export class EvidenceModule {}
