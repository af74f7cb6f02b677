import { badLinks } from './bad-links.mjs';
import { brokerStops } from './broker-stops.mjs';
import { calm } from './calm.mjs';
import { comingAndGoing } from './coming-and-going.mjs';
import { databaseStops } from './database-stops.mjs';
import { disorder } from './disorder.mjs';
import { failpoints } from './failpoints.mjs';
import { frozen } from './frozen.mjs';
import { fullDisks } from './full-disks.mjs';
import { kills } from './kills.mjs';
import { lostOffsets } from './lost-offsets.mjs';
import { outboxDisorder } from './outbox-disorder.mjs';
import { overload } from './overload.mjs';
import { poison } from './poison.mjs';
import { repeatedDelivery } from './repeated-delivery.mjs';
import { replacedLog } from './replaced-log.mjs';
import { threeBrokers } from './three-brokers.mjs';

/** In the order in which they run. `shortSeconds` marks those of the short form, in `npm test`. */
export const SCENARIOS = [
  calm,
  kills,
  failpoints,
  brokerStops,
  threeBrokers,
  replacedLog,
  lostOffsets,
  databaseStops,
  frozen,
  comingAndGoing,
  repeatedDelivery,
  disorder,
  poison,
  outboxDisorder,
  badLinks,
  overload,
  fullDisks,
];
