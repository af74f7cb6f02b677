import { Injectable } from '@nestjs/common';
import { ParcelsLinked } from '@youlu/contracts';
import { Outbox } from '@youlu/messaging';
import type { Tx } from '@youlu/persistence';
import type { Instant } from '@youlu/vocabulary';
import { CountParcels } from '../../flows/count-parcels.use-case';
import type { Link } from '../../links/link';
import { ImplausibleLinkedAt } from '../../links/link.errors';
import { RecordLink } from '../../links/record-link.use-case';
import { CountGroups } from '../count-groups.use-case';
import { isPlausible } from '../shipment';
import { UnknownShipment } from '../shipment.errors';
import { ShipmentRepository } from '../shipment.repository';
import { UnbookedParcelRepository } from '../following/unbooked-parcel.repository';

/** Says that two numbers are one parcel; from then on, and for what was, it counts once. */
@Injectable()
export class LinkShipments {
  constructor(
    private readonly shipments: ShipmentRepository,
    private readonly unbooked: UnbookedParcelRepository,
    private readonly recordLink: RecordLink,
    private readonly countGroups: CountGroups,
    private readonly countParcels: CountParcels,
    private readonly outbox: Outbox,
  ) {}

  /** @throws ImplausibleLinkedAt, UnknownShipment, and what recording a link throws */
  async execute(tx: Tx, asked: Link, now: Instant): Promise<Link> {
    const { principalNumber, linkedNumber } = asked;
    if (!isPlausible(asked.linkedAt)) throw new ImplausibleLinkedAt();
    const locked = await this.shipments.lockMany(tx, [principalNumber, linkedNumber]);
    const principal = locked.find((s) => s.trackingNumber === principalNumber);
    if (principal === undefined) throw new UnknownShipment(principalNumber);
    if (!locked.some((s) => s.trackingNumber === linkedNumber)) {
      await this.unbooked.lock(tx, linkedNumber);
    }
    const link = { ...asked, simulated: asked.simulated || principal.simulated };
    const roots = await this.countGroups.lockRoots(tx, [principalNumber]);
    const root = roots.get(principalNumber) ?? principalNumber;
    if (await this.recordLink.execute(tx, link, root, now)) {
      await this.countParcels.execute(tx, await this.countGroups.execute(tx, [root]));
      await this.outbox.add(tx, ParcelsLinked, [{ ...link, recordedAt: now }]);
    }
    return link;
  }
}
