import { Type } from '@sinclair/typebox';
import { DayField, DivisionCodeField, IdField, OneOfField, PageQuery } from '@youlu/http';
import { rowField, rowObject } from '@youlu/http';
import { DIRECTIONS, SCAN_KINDS } from '@youlu/vocabulary';

export class ListVolumesQuery extends PageQuery {
  @DivisionCodeField({ optional: true, description: 'this place and everything inside it' })
  place?: string;

  @DayField({ optional: true, description: 'first day' })
  from?: string;

  @DayField({ optional: true, description: 'first day no longer counted' })
  to?: string;

  @OneOfField(DIRECTIONS, { optional: true })
  direction?: string;

  @IdField({ optional: true, description: 'a product, or "unspecified"' })
  product?: string;

  @OneOfField(SCAN_KINDS, { optional: true })
  kind?: string;
}

export const VolumeAnswer = rowObject({
  placeCode: Type.String({ description: 'as the scans sent it' }),
  day: rowField.day(),
  direction: rowField.oneOf(DIRECTIONS),
  product: rowField.id(),
  kind: rowField.oneOf(SCAN_KINDS),
  parcels: Type.Integer({ minimum: 1 }),
  simulated: Type.Boolean(),
});
