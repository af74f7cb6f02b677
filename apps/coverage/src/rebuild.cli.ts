import { runRebuild } from '@youlu/persistence';
import { RecheckEvidence } from './evidence/recheck-evidence.use-case';
import { RecountVisits } from './evidence/recount-visits.use-case';
import { VisitRepository } from './evidence/visit.repository';
import { NoteChange } from './region-reads/note-change.use-case';
import { RevisionRepository } from './region-reads/revision.repository';

const noteChange = new NoteChange(new RevisionRepository());
runRebuild('coverage', {
  evidence: new RecheckEvidence(noteChange),
  visits: new RecountVisits(new VisitRepository(), noteChange),
});
