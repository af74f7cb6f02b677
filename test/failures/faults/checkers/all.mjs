import { bookingsAreOnce } from './bookings.mjs';
import { copiesAreNewest } from './copies.mjs';
import { answersAreHonest } from './doors.mjs';
import { statesAreFolds } from './parcels.mjs';
import { replayChangesNothing } from './replay.mjs';
import { lagReturnsToZero, recoversInTime, resourcesAreBounded } from './rest.mjs';
import { rollUpsAreSums } from './roll-ups.mjs';
import { parcelsAreConserved } from './space.mjs';
import { acceptedIsKept, nothingIsInvented, storedOnce } from './scans.mjs';

/**
 * The invariants of the architecture (§6), each a function of `{ world, journal, monitor }` that
 * returns one line for each difference. In this order: the first waits for rest, the last replays.
 */
export const CHECKERS = [
  { id: 'I13', check: lagReturnsToZero },
  { id: 'I1', check: acceptedIsKept },
  { id: 'I2', check: nothingIsInvented },
  { id: 'I3', check: storedOnce },
  { id: 'I4', check: statesAreFolds },
  { id: 'I5', check: bookingsAreOnce },
  { id: 'I6', check: rollUpsAreSums },
  { id: 'I7', check: parcelsAreConserved },
  { id: 'copies', check: copiesAreNewest },
  { id: 'doors', check: answersAreHonest },
  { id: 'recovery', check: recoversInTime },
  { id: 'I10', check: replayChangesNothing },
  { id: 'I14', check: resourcesAreBounded },
];
