import { Type } from '@sinclair/typebox';
import { BooleanField, IdField, TextField } from '@youlu/http';

export class RegisterMerchantDto {
  @IdField({ example: 'wuqia-coop' })
  merchantId: string;

  @TextField({ max: 200, description: 'Of the organisation, never of a person' })
  name: string;

  @BooleanField({ optional: true, description: 'Made by a simulation; so is all it books' })
  simulated?: boolean;
}

export const MerchantAnswer = Type.Object({
  merchantId: Type.String(),
  name: Type.String(),
  simulated: Type.Boolean(),
});
