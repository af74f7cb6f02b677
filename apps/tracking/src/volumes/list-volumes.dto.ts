import { Type } from '@sinclair/typebox';
import { DayField, DivisionCodeField, IdField, IntField, OneOfField, PageQuery } from '@youlu/http';
import { rowField, rowObject } from '@youlu/http';
import { DIRECTIONS, SCAN_KINDS } from '@youlu/vocabulary';
import { type PlaceLevel, PLACE_LEVELS } from './place-level';

export class ListVolumesQuery extends PageQuery {
  @DivisionCodeField({ optional: true, description: 'this place and everything inside it' })
  place?: string;

  @OneOfField(PLACE_LEVELS, {
    optional: true,
    description: 'adds up by the division of this level; left out: by the place as scans sent it',
  })
  level?: PlaceLevel;

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

  @IntField({
    min: 2,
    max: 1_000,
    fromQuery: true,
    optional: true,
    description: 'withholds figures below this; tables that are published use 3',
  })
  suppressUnder?: number;
}

export const VolumeAnswer = rowObject({
  placeCode: Type.String({
    description: 'of the level asked for; shorter where a scan told only a place above it',
  }),
  day: rowField.day(),
  direction: rowField.oneOf(DIRECTIONS),
  product: rowField.id(),
  kind: rowField.oneOf(SCAN_KINDS),
  parcels: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()], {
    description: 'null: withheld, because it is below suppressUnder',
  }),
  simulated: Type.Boolean(),
});

export interface VolumeCell {
  placeCode: string;
  day: string;
  direction: string;
  product: string;
  kind: string;
  parcels: number | null;
  simulated: boolean;
}

export const VOLUME_COLUMNS = Object.keys(VolumeAnswer.properties) as (keyof VolumeCell)[];
