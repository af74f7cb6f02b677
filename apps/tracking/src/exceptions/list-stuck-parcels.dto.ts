import { Type } from '@sinclair/typebox';
import { DayField, DivisionCodeField, OneOfField, PageQuery } from '@youlu/http';
import { rowField, rowObject } from '@youlu/http';
import { STUCK_AGES, type StuckAge } from './exception-rules';

export class ListStuckParcelsQuery extends PageQuery {
  @OneOfField(['node'], { optional: true, description: 'what a line is about; default node' })
  groupBy?: string;

  @DivisionCodeField({ optional: true, description: 'this place and everything inside it' })
  place?: string;

  @DayField({ description: 'the day by whose end things are judged' })
  asOf: string;
}

const Count = Type.Integer({ minimum: 0 });
const head = {
  nodeId: Type.Union([rowField.id(), Type.Null()], {
    description: 'the node that scanned last; null: booked, and never scanned',
  }),
  placeCode: Type.String({ description: 'where it scanned; where they are sent from' }),
  parcels: Count,
};
const tail = {
  oldestSince: rowField.instant('since when the longest has not moved'),
  simulated: Type.Boolean(),
};

export const StuckParcelsAnswer = rowObject({
  ...head,
  byAge: Type.Object(
    Object.fromEntries(STUCK_AGES.map(({ name }) => [name, Count])) as Record<
      StuckAge,
      typeof Count
    >,
    { description: 'by whole days since the last scan' },
  ),
  ...tail,
});

export interface StuckParcelsItem {
  nodeId: string | null;
  placeCode: string;
  parcels: number;
  byAge: Record<StuckAge, number>;
  oldestSince: string;
  simulated: boolean;
}

export const STUCK_PARCELS_COLUMNS = [
  ...(Object.keys(head) as (keyof typeof head)[]),
  ...STUCK_AGES.map(({ name }) => name),
  ...(Object.keys(tail) as (keyof typeof tail)[]),
];
