import { outboxBesideService } from '@youlu/messaging';
import { runRebuild } from '@youlu/persistence';
import { RecheckEvidence } from './evidence/recheck-evidence.use-case';
import { RecountVisits } from './evidence/visits/recount-visits.use-case';
import { VisitRepository } from './evidence/visits/visit.repository';
import { ChangesInForce } from './changes/changes-in-force.query';
import { NoteChange } from './region-reads/note-change.use-case';
import { RevisionRepository } from './region-reads/revision.repository';
import { EditionRows } from './register/edition-rows.query';
import { ParcelLinkRepository } from './parcel-links/parcel-link.repository';
import { RecountRoots } from './parcel-links/recount-roots.use-case';
import { ProjectUnits } from './units/project-units.use-case';
import { RecheckUnits } from './units/recheck-units.use-case';
import { StretchesOfRegion } from './units/stretches-of-region.query';
import { UnitVersionRepository } from './units/unit-version.repository';
import { KeepVillageDays } from './village-days/keep-village-days.use-case';
import { RecountVillageDays } from './village-days/recount-village-days.use-case';
import { VillageDayRepository } from './village-days/village-day.repository';

const noteChange = new NoteChange(new RevisionRepository());
const editions = new EditionRows();
const stretches = new StretchesOfRegion(editions, new ChangesInForce());
const versions = new UnitVersionRepository();
const project = new ProjectUnits(stretches, versions, outboxBesideService('coverage'));
const keepVillageDays = new KeepVillageDays(new VillageDayRepository());
runRebuild('coverage', {
  evidence: new RecheckEvidence(noteChange, keepVillageDays),
  units: new RecheckUnits(editions, stretches, versions, project),
  visits: new RecountVisits(new VisitRepository(), noteChange, keepVillageDays),
  links: new RecountRoots(new ParcelLinkRepository(), noteChange),
  'village-days': new RecountVillageDays(keepVillageDays),
});
