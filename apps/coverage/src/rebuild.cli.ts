import { outboxBesideService } from '@youlu/messaging';
import { runRebuild } from '@youlu/persistence';
import { RecheckEvidence } from './evidence/recheck-evidence.use-case';
import { RecountVisits } from './evidence/visits/recount-visits.use-case';
import { VisitRepository } from './evidence/visits/visit.repository';
import { NoteChange } from './region-reads/note-change.use-case';
import { RevisionRepository } from './region-reads/revision.repository';
import { ParcelLinkRepository } from './parcel-links/parcel-link.repository';
import { RecountRoots } from './parcel-links/recount-roots.use-case';
import { RecheckUnits } from './units/recheck-units.use-case';
import { KeepVillageDays } from './village-days/keep-village-days.use-case';
import { RecountVillageDays } from './village-days/recount-village-days.use-case';
import { VillageDayRepository } from './village-days/village-day.repository';

const noteChange = new NoteChange(new RevisionRepository());
const keepVillageDays = new KeepVillageDays(new VillageDayRepository());
runRebuild('coverage', {
  evidence: new RecheckEvidence(noteChange, keepVillageDays),
  units: RecheckUnits.telling(outboxBesideService('coverage')),
  visits: new RecountVisits(new VisitRepository(), noteChange, keepVillageDays),
  links: new RecountRoots(new ParcelLinkRepository(), noteChange),
  'village-days': new RecountVillageDays(keepVillageDays),
});
