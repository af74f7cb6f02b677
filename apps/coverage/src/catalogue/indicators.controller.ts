import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Static, Type } from '@sinclair/typebox';
import { ApiAnswerOf } from '@youlu/http';
import { JUDGED_INDICATORS } from '@youlu/vocabulary';
import { PARAMETER_NAMES } from '../edition-form/parameters';
import { STEPS } from '../edition-form/indicator-edition';
import { EditionShelf } from '../editions/editions';
import { indicatorCatalogue } from './indicator-catalogue';

const oneOf = <const W extends readonly string[]>(words: W) =>
  Type.Unsafe<W[number]>({ type: 'string', enum: [...words] });
const orNull = (schema: Parameters<typeof Type.Array>[0]) => Type.Union([schema, Type.Null()]);
const Words = Type.Object({ zh: Type.String(), en: Type.String() });
const Limits = Type.Object({ usual: Type.Integer(), min: Type.Integer(), max: Type.Integer() });
const Edition = Type.Object({
  indicator: oneOf(JUDGED_INDICATORS),
  edition: Type.String(),
  usual: Type.Boolean({ description: 'judged by where a question names no edition' }),
  name: Words,
  definition: Words,
  source: Words,
  population: Words,
  evidence: Words,
  heedsPrescriptions: Type.Boolean({ description: 'lesser frequencies and seasonal closures' }),
  parameters: Type.Array(
    Type.Object({
      name: oneOf(PARAMETER_NAMES),
      meaning: Words,
      limits: orNull(Limits),
      words: orNull(Type.Array(Type.String())),
    }),
  ),
  precedence: Type.Array(Type.Object({ step: oneOf(STEPS), meaning: Words })),
  exclusions: Type.Integer({ description: 'units on the list of exclusions' }),
  denominators: Type.Array(Type.Object({ name: Type.String(), description: Words })),
});
const Catalogue = Type.Object({ items: Type.Array(Edition) });

@ApiTags('coverage')
@Controller('v1/coverage/indicators')
export class IndicatorsController {
  constructor(private readonly shelf: EditionShelf) {}

  @Get()
  @ApiOperation({ summary: 'Every indicator in every edition: what it counts, by which rule' })
  @ApiAnswerOf(200, Catalogue)
  list(): Static<typeof Catalogue> {
    return structuredClone({ items: indicatorCatalogue(this.shelf.editions) }) as Static<
      typeof Catalogue
    >;
  }
}
