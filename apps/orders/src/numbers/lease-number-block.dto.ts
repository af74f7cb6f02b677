import { Type } from '@sinclair/typebox';
import { IdField, IntField, TextField } from '@youlu/http';
import { BLOCK_COUNT_MAX, SERIAL_MAX } from './number-block';

export class LeaseNumberBlockDto {
  @IdField()
  merchantId: string;

  @TextField({ min: 2, max: 2, example: 'LX', description: 'The two letters of the S10 numbers' })
  serviceIndicator: string;

  @IntField({ min: 1, max: BLOCK_COUNT_MAX })
  count: number;

  @IntField({ min: 0, max: SERIAL_MAX, optional: true, description: 'The serial to start with' })
  first?: number;
}

export const NumberBlockAnswer = Type.Object({
  blockId: Type.String(),
  merchantId: Type.String(),
  serviceIndicator: Type.String(),
  first: Type.Integer({ description: 'Serial of the first number' }),
  last: Type.Integer({ description: 'Serial of the last number, included' }),
});
