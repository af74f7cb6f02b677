import { Type } from '@sinclair/typebox';
import {
  BooleanField,
  DayField,
  DivisionCodeField,
  IdField,
  MonthDayField,
  PageQuery,
  TextField,
} from '@youlu/http';

export class RegisterProductDto {
  @IdField({ example: 'korla-pear' })
  productId: string;

  @TextField({ max: 200, example: '库尔勒香梨' })
  name: string;

  @IdField({ example: 'fresh_fruit' })
  category: string;

  @DivisionCodeField({ list: { min: 1, max: 50 }, description: 'Where it grows' })
  originCodes: string[];

  @MonthDayField({ description: 'First day of the season' })
  seasonStart: string;

  @MonthDayField({ description: 'Last day; before seasonStart when the season crosses the year' })
  seasonEnd: string;

  @BooleanField({ optional: true })
  simulated?: boolean;
}

/** With `asOf`, each product says whether that day is in its season. */
export class ReadProductQuery {
  @DayField({ optional: true, description: 'Adds inSeason as of this day' })
  asOf?: string;
}

export class ListProductsQuery extends PageQuery {
  @DayField({ optional: true, description: 'Adds inSeason as of this day' })
  asOf?: string;
}

export const ProductAnswer = Type.Object({
  productId: Type.String(),
  name: Type.String(),
  category: Type.String(),
  originCodes: Type.Array(Type.String()),
  seasonStart: Type.String(),
  seasonEnd: Type.String(),
  simulated: Type.Boolean(),
  inSeason: Type.Optional(Type.Boolean()),
});
