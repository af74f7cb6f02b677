import { Type } from '@sinclair/typebox';
import { DayField, DivisionCodeField, PageQuery } from '@youlu/http';
import { rowField, rowObject } from '@youlu/http';

export class ListMissedVillagesQuery extends PageQuery {
  @DayField({ description: 'the day on which a round was due' })
  day: string;

  @DivisionCodeField({ optional: true, description: 'this place and everything inside it' })
  place?: string;
}

export const MissedVillageAnswer = rowObject({
  day: rowField.day(),
  villageCode: rowField.divisionCode(),
  roundIds: Type.Array(rowField.id(), { description: 'rounds that were due' }),
  stationNodeIds: Type.Array(rowField.id(), { description: 'where those rounds start' }),
  lastVisitAt: Type.Union([rowField.instant('the last visit before that day'), Type.Null()]),
  whatToDo: Type.String(),
  simulated: Type.Boolean(),
});

export interface MissedVillageItem {
  day: string;
  villageCode: string;
  roundIds: readonly string[];
  stationNodeIds: readonly string[];
  lastVisitAt: string | null;
  whatToDo: string;
  simulated: boolean;
}

export const MISSED_VILLAGE_COLUMNS = Object.keys(
  MissedVillageAnswer.properties,
) as (keyof MissedVillageItem)[];
