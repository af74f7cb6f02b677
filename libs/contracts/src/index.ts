import type { EventContract } from './event-contract';
import { ItinerariesPlanned } from './events/itineraries-planned.event';
import { NodesChanged } from './events/nodes-changed.event';
import { ParcelsChanged } from './events/parcels-changed.event';
import { ParcelsLinked } from './events/parcels-linked.event';
import { RoundsChanged } from './events/rounds-changed.event';
import { ScansReported } from './events/scans-reported.event';
import { ShipmentsChanged } from './events/shipments-changed.event';
import { UnitsChanged } from './events/units-changed.event';
import { VisitsReported } from './events/visits-reported.event';

export * from './event-contract';
export * from './fields';
export * from './events/itineraries-planned.event';
export * from './events/nodes-changed.event';
export * from './events/parcels-changed.event';
export * from './events/parcels-linked.event';
export * from './events/rounds-changed.event';
export * from './events/scans-reported.event';
export * from './events/shipments-changed.event';
export * from './events/units-changed.event';
export * from './events/visits-reported.event';

/** Every event there is: topics, documents and decoding are made from this list. */
export const ALL_CONTRACTS: readonly EventContract<unknown>[] = [
  ShipmentsChanged,
  NodesChanged,
  ItinerariesPlanned,
  RoundsChanged,
  VisitsReported,
  ScansReported,
  ParcelsChanged,
  UnitsChanged,
  ParcelsLinked,
];
