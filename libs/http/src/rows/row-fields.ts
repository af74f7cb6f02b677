import {
  type Static,
  Type,
  type TLiteral,
  type TObject,
  type TProperties,
  type TSchema,
  type TUnsafe,
} from '@sinclair/typebox';
import { ID_CHARACTERS_MAX, ID_PATTERN, MONTH_DAY_PATTERN } from '../fields';

export type RowOf<S extends TSchema> = Static<S>;

/** An object of exactly these fields: unknown ones are refused. */
export function rowObject<P extends TProperties>(properties: P, description?: string): TObject<P> {
  const said = description === undefined ? {} : { description };
  return Type.Object(properties, { additionalProperties: false, ...said });
}

/** A field a row may leave away. */
export const optional = <S extends TSchema>(schema: S) => Type.Optional(schema);

/** The fields rows are made of; the twin of the DTO decorators in fields.ts. */
export const rowField = {
  id: (description?: string) =>
    Type.String({ maxLength: ID_CHARACTERS_MAX, pattern: ID_PATTERN.source, ...says(description) }),
  text: (max: number, description?: string) =>
    Type.String({ minLength: 1, maxLength: max, format: 'plain-text', ...says(description) }),
  int: (min: number, max: number, description?: string) =>
    Type.Integer({ minimum: min, maximum: max, ...says(description) }),
  number: (min: number, max: number, description?: string) =>
    Type.Number({ minimum: min, maximum: max, ...says(description) }),
  flag: (description?: string) => Type.Boolean(says(description)),
  day: (description?: string) => Type.String({ format: 'date', ...says(description) }),
  monthDay: (description?: string) =>
    Type.String({ pattern: MONTH_DAY_PATTERN.source, ...says(description) }),
  instant: (description?: string) => Type.String({ format: 'date-time', ...says(description) }),
  divisionCode: (description?: string) =>
    Type.String({ format: 'division-code', ...says(description) }),
  trackingNumber: (description?: string) =>
    Type.String({ format: 'tracking-number', ...says(description) }),
  weekdays: (description = 'days of the week, 1 = Monday … 7 = Sunday') =>
    Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), {
      minItems: 1,
      maxItems: 7,
      uniqueItems: true,
      description,
    }),
  oneOf: <const W extends readonly string[]>(words: W, description?: string): TUnsafe<W[number]> =>
    Type.Unsafe<W[number]>({ type: 'string', enum: [...words], ...says(description) }),
  list: <S extends TSchema>(item: S, min: number, max: number, description?: string) =>
    Type.Array(item, { minItems: min, maxItems: max, ...says(description) }),
  literal: <const V extends string>(value: V): TLiteral<V> => Type.Literal(value),
} as const;

function says(description: string | undefined): { description?: string } {
  return description === undefined ? {} : { description };
}
