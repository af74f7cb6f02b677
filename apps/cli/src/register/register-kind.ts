import { UNIT_KINDS } from '@youlu/vocabulary';
import { divisionCode, oneOf, text, wholeNumber } from '../columns/reader';
import { optional, required, rowKind, type RowOf } from '../columns/row-kind';
import { UNIT_KIND_ALIASES } from '../columns/word-aliases';

/** One division; level and superior follow from the code and are checked where they are given. */
export const DIVISION = rowKind('division', {
  code: required(divisionCode()),
  name: required(text(100)),
  level: optional(wholeNumber(1, 5)),
  parentCode: optional(divisionCode()),
  kind: required(oneOf(UNIT_KINDS, UNIT_KIND_ALIASES)),
});
export type Division = RowOf<typeof DIVISION>;
