import { Type } from '@sinclair/typebox';
import { DayField, DivisionCodeField, OneOfField, PageQuery } from '@youlu/http';
import { rowField, rowObject } from '@youlu/http';
import { EXCEPTION_KINDS, type ExceptionKind } from './exception-rules';

export class ListExceptionsQuery extends PageQuery {
  @OneOfField(EXCEPTION_KINDS)
  kind: ExceptionKind;

  @DivisionCodeField({ optional: true, description: 'this place and everything inside it' })
  place?: string;

  @DayField({ description: 'the day by whose end things are judged' })
  asOf: string;
}

const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Union([schema, Type.Null()]);

export const ExceptionAnswer = rowObject({
  kind: rowField.oneOf(EXCEPTION_KINDS),
  placeCode: Type.String({ description: 'where to look' }),
  trackingNumber: nullable(rowField.trackingNumber()),
  roundId: nullable(rowField.id()),
  villageCode: nullable(rowField.divisionCode('the village not visited, or not reached')),
  day: nullable(rowField.day('the day the round was due')),
  since: rowField.instant('when it last moved, strayed or was parked; when the round was due'),
  lastFact: nullable(
    rowObject({
      kind: Type.String(),
      nodeId: nullable(rowField.id()),
      placeCode: Type.String(),
      occurredAt: rowField.instant(),
    }),
  ),
  whatToDo: Type.String(),
  simulated: Type.Boolean(),
});

/** Of the CSV: `lastFact` in columns of its own. */
export const EXCEPTION_COLUMNS = [
  'kind',
  'placeCode',
  'trackingNumber',
  'roundId',
  'villageCode',
  'day',
  'since',
  'lastFactKind',
  'lastFactNodeId',
  'lastFactPlaceCode',
  'lastFactOccurredAt',
  'whatToDo',
  'simulated',
] as const;
