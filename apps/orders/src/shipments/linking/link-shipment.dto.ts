import { type Static, Type } from '@sinclair/typebox';
import { BooleanField, InstantField, OneOfField, TrackingNumberField } from '@youlu/http';
import { formatInstant } from '@youlu/vocabulary';
import { type Link, type Relation, RELATIONS } from '../../links/link';

export class LinkShipmentDto {
  @TrackingNumberField({ description: 'Another number of the same parcel, booked here or not' })
  linkedTrackingNumber: string;

  @OneOfField(RELATIONS, {
    description: "The agent's own waybill beside the principal's, or a new label over an old one",
  })
  relation: Relation;

  @InstantField({ description: 'When they were linked' })
  linkedAt: string;

  @BooleanField({ optional: true })
  simulated?: boolean;
}

export const LinkView = Type.Object({
  trackingNumber: Type.String({ description: 'The principal: what the parcel is counted under' }),
  linkedTrackingNumber: Type.String(),
  relation: Type.Unsafe<Relation>({ type: 'string', enum: [...RELATIONS] }),
  linkedAt: Type.String({ format: 'date-time' }),
  simulated: Type.Boolean(),
});
export type LinkView = Static<typeof LinkView>;

export function linkViewOf(link: Link): LinkView {
  return {
    trackingNumber: link.principalNumber,
    linkedTrackingNumber: link.linkedNumber,
    relation: link.relation,
    linkedAt: formatInstant(link.linkedAt),
    simulated: link.simulated,
  };
}
