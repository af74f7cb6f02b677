import { createHash } from 'node:crypto';
import { INDICATORS, SERVICE_MODES } from '@youlu/vocabulary';
import { day, divisionCode, id, oneOf, text, wholeNumber } from '../columns/reader';
import { optional, required, rowKind, type RowOf } from '../columns/row-kind';
import { INDICATOR_ALIASES, SERVICE_MODE_ALIASES } from '../columns/word-aliases';

/** Who is served, from when; with the 6 digits of a county: its declaration is complete (申报完毕). */
export const DECLARATION = rowKind('declaration', {
  declarationId: optional(id),
  unitCode: required(divisionCode([6, 9, 12])),
  indicator: required(oneOf(INDICATORS, INDICATOR_ALIASES)),
  mode: optional(oneOf(SERVICE_MODES, SERVICE_MODE_ALIASES)),
  frequencyPerWeek: optional(wholeNumber(1, 7)),
  from: required(day),
  to: optional(day),
  source: required(text(500)),
  operator: optional(text(200)),
});
export type DeclarationLine = RowOf<typeof DECLARATION>;

/** Whether the line speaks of a whole county. */
export function isFiling({ unitCode }: DeclarationLine): boolean {
  return unitCode.length === 6;
}

/** What the door takes for a declaration. Its id is told by what is declared, unless it has one. */
export function declarationOf(line: DeclarationLine): object & { declarationId: string } {
  const { unitCode, indicator, mode, from, operator } = line;
  const by = operator === undefined ? undefined : shortHash(operator);
  const words = [unitCode, indicator, mode, from, by].filter((word) => word !== undefined);
  return { ...line, declarationId: line.declarationId ?? words.join('.') };
}

const HASH_DIGITS = 6;

/** A name as an id can have it: enough to tell apart the few operators that serve one village. */
function shortHash(name: string): string {
  return createHash('sha256').update(name, 'utf8').digest('hex').slice(0, HASH_DIGITS);
}

export function filingOf(line: DeclarationLine): object {
  const { unitCode, indicator, from, to, source, declarationId } = line;
  return {
    filingId: declarationId ?? `${unitCode}.${indicator}.complete.${from}`,
    countyCode: unitCode,
    indicator,
    from,
    ...(to === undefined ? {} : { to }),
    source,
  };
}
