import { Type } from '@sinclair/typebox';
import { DayField, PageQuery } from '@youlu/http';

export class ListFlowsQuery extends PageQuery {
  @DayField({ optional: true, description: 'First day' })
  from?: string;

  @DayField({ optional: true, description: 'The day after the last' })
  to?: string;
}

export const FlowAnswer = Type.Object({
  product: Type.String({ description: 'A productId, or `unspecified`' }),
  originCounty: Type.String({ description: 'First 6 digits of where it comes from' }),
  destination: Type.String({ description: 'Outbound: the province; inbound: the county' }),
  direction: Type.String(),
  day: Type.String({ format: 'date', description: 'Official day it was first accepted' }),
  parcels: Type.Integer({ description: 'As counted; a sample is not scaled up' }),
  simulated: Type.Boolean(),
});
