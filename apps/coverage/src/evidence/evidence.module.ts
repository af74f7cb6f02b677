import { Module } from '@nestjs/common';
import { coverageMessaging, coveragePersistence } from '../coverage.persistence';
import { RegionReadsModule } from '../region-reads/region-reads.module';
import { EvidenceAtPoints } from './evidence-at-points.query';
import { EvidenceBehind } from './evidence-behind.query';
import { EvidenceInWindow } from './evidence-in-window.query';
import { KeepNodeWhenNodeChanged } from './nodes/keep-node-when-node-changed.consumer';
import { KeepNodes } from './nodes/keep-nodes.use-case';
import { NodeRepository } from './nodes/node.repository';
import { ParcelFactsRepository } from './parcel-facts.repository';
import { FormerVisitRepository } from './visits/former-visit.repository';
import { RecordVisitWhenVisitReported } from './visits/record-visit-when-visit-reported.consumer';
import { RecordVisits } from './visits/record-visits.use-case';
import { ReplaceEvidence } from './replace-evidence.use-case';
import { ReplaceEvidenceWhenParcelChanged } from './replace-evidence-when-parcel-changed.consumer';
import { VillageDaysModule } from '../village-days/village-days.module';
import { RestsNoLonger } from './rests-no-longer.query';
import { ToldTwiceAbout } from './told-twice-about.query';
import { VisitRepository } from './visits/visit.repository';

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
    FormerVisitRepository,
    NodeRepository,
    EvidenceAtPoints,
    EvidenceInWindow,
    EvidenceBehind,
    RestsNoLonger,
    ToldTwiceAbout,
  ],
  exports: [EvidenceAtPoints, EvidenceInWindow, EvidenceBehind, RestsNoLonger, ToldTwiceAbout],
})
export class EvidenceModule {}
