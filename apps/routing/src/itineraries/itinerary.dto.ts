import { Type } from '@sinclair/typebox';
import { PLAN_OUTCOMES } from '@youlu/contracts';
import { rowField } from '@youlu/http';

const instantOrNull = Type.Union([rowField.instant(), Type.Null()]);

export const itineraryAnswer = Type.Object({
  trackingNumber: rowField.trackingNumber(),
  version: Type.Integer(),
  outcome: rowField.oneOf(PLAN_OUTCOMES),
  reason: Type.Union([Type.String(), Type.Null()], { description: 'why there is no plan' }),
  originCode: rowField.divisionCode(),
  destinationCode: rowField.divisionCode(),
  readyAt: rowField.instant(),
  eta: instantOrNull,
  nodeIds: Type.Array(Type.String(), { description: 'every node of the plan, in order' }),
  legs: Type.Array(
    Type.Object({
      fromNodeId: Type.String(),
      toNodeId: Type.String(),
      departAt: rowField.instant(),
      arriveAt: rowField.instant(),
    }),
  ),
  simulated: Type.Boolean(),
});
