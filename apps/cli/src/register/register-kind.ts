import { UNIT_KINDS, type UnitKind } from '@youlu/vocabulary';
import { divisionCode, oneOf, text, wholeNumber } from '../columns/reader';
import { optional, required, rowKind, type RowOf } from '../columns/row-kind';
import { UNIT_KIND_ALIASES } from '../columns/word-aliases';

/** One division; level, superior and kind follow from code and name, and are checked where given. */
export const DIVISION = rowKind('division', {
  code: required(divisionCode()),
  name: required(text(100)),
  level: optional(wholeNumber(1, 5)),
  parentCode: optional(divisionCode()),
  kind: optional(oneOf(UNIT_KINDS, UNIT_KIND_ALIASES)),
});
/** A division whose kind is known, from the file or from its code and name. */
export type Division = RowOf<typeof DIVISION> & { readonly kind: UnitKind };
