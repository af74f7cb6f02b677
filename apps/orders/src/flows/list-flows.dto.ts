import { Type } from '@sinclair/typebox';
import { DayField, IdField, PageQuery } from '@youlu/http';

export class ListFlowsQuery extends PageQuery {
  @DayField({ optional: true, description: 'First day' })
  from?: string;

  @DayField({ optional: true, description: 'The day after the last' })
  to?: string;
}

export class ListFlowMatrixQuery extends ListFlowsQuery {
  @IdField({ optional: true, description: 'One productId, or `unspecified`; left out, all' })
  product?: string;
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

export const FlowMatrixAnswer = Type.Object({
  product: Type.String({ description: 'A productId, or `unspecified`' }),
  originCounty: Type.String({ description: 'First 6 digits of where it comes from' }),
  destinationProvince: Type.String({ description: 'First 2 digits of where it goes' }),
  week: Type.String({
    pattern: '^\\d{4}-W\\d{2}$',
    description: 'ISO week it was first accepted in',
  }),
  parcels: Type.Integer({ description: 'As counted; a sample is not scaled up' }),
  simulated: Type.Boolean(),
});
