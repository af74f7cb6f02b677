import { HttpModule } from '@youlu/http';
import { MessagingModule } from '@youlu/messaging';
import { PersistenceModule, type ServiceDefinition } from '@youlu/persistence';
import { CreateRegister1795500000000 } from './migrations/1795500000000-create-register';
import { CreateDeclarations1795500000001 } from './migrations/1795500000001-create-declarations';
import { CreateEvidence1795500000002 } from './migrations/1795500000002-create-evidence';
import { CreateRevisions1795500000003 } from './migrations/1795500000003-create-revisions';
import { CreateOwnLists1795500000300 } from './migrations/1795500000300-create-own-lists';
import { OpenHoursOfNodes1795500000301 } from './migrations/1795500000301-open-hours-of-nodes';
import { KeepLineage1795500000100 } from './migrations/1795500000100-keep-lineage';
import { CreateXpcc1795500000101 } from './migrations/1795500000101-create-xpcc';
import { CreateAudit1795500000400 } from './migrations/1795500000400-create-audit';
import { CreateChallenges1795500000401 } from './migrations/1795500000401-create-challenges';
import { CreateReports1795500000402 } from './migrations/1795500000402-create-reports';
import { KeepReportPdfs1795500000403 } from './migrations/1795500000403-keep-report-pdfs';
import { GuardChallenges1795500000404 } from './migrations/1795500000404-guard-challenges';
import { DigestParcelFacts1795500000005 } from './migrations/1795500000005-digest-parcel-facts';
import { KeepVillageDays1795500000201 } from './migrations/1795500000201-keep-village-days';
import { KeepWhatWasKnown1795500000200 } from './migrations/1795500000200-keep-what-was-known';
import { KeepConsent1795500000500 } from './migrations/1795500000500-keep-consent';
import { KeepParcelLinks1795500000501 } from './migrations/1795500000501-keep-parcel-links';
import { KeepHandOvers1795500000502 } from './migrations/1795500000502-keep-hand-overs';
import { KeepModes1795500000503 } from './migrations/1795500000503-keep-modes';
import { FindPlainNames1795500000504 } from './migrations/1795500000504-find-plain-names';
import { NameOperators1795500000505 } from './migrations/1795500000505-name-operators';
import { MarkSimulatedVisits1795500000506 } from './migrations/1795500000506-mark-simulated-visits';
import { FindDatedChanges1795500000510 } from './migrations/1795500000510-find-dated-changes';
import { KeepFormerVisits1795500000511 } from './migrations/1795500000511-keep-former-visits';
import { EndDeclarations1795500000004 } from './migrations/1795500000004-end-declarations';

export const coverageDefinition: ServiceDefinition = {
  service: 'coverage',
  entities: [],
  migrations: [
    CreateRegister1795500000000,
    CreateDeclarations1795500000001,
    CreateEvidence1795500000002,
    CreateRevisions1795500000003,
    EndDeclarations1795500000004,
    DigestParcelFacts1795500000005,
    KeepLineage1795500000100,
    CreateXpcc1795500000101,
    KeepWhatWasKnown1795500000200,
    KeepVillageDays1795500000201,
    CreateOwnLists1795500000300,
    OpenHoursOfNodes1795500000301,
    CreateAudit1795500000400,
    CreateChallenges1795500000401,
    CreateReports1795500000402,
    KeepReportPdfs1795500000403,
    GuardChallenges1795500000404,
    KeepConsent1795500000500,
    KeepParcelLinks1795500000501,
    KeepHandOvers1795500000502,
    KeepModes1795500000503,
    FindPlainNames1795500000504,
    NameOperators1795500000505,
    MarkSimulatedVisits1795500000506,
    FindDatedChanges1795500000510,
    KeepFormerVisits1795500000511,
  ],
};

// One constant of each: Nest makes one module instance for each dynamic module *object*.
export const coveragePersistence = PersistenceModule.forService(coverageDefinition);
export const coverageMessaging = MessagingModule.forService(coveragePersistence, {
  service: 'coverage',
});
export const coverageHttp = HttpModule.forService(coveragePersistence);
