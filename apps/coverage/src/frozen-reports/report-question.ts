import { canonicalJson, type Day, type Instant, type JudgedIndicator } from '@youlu/vocabulary';

/** Everything that decides a figure, so that whoever has the same facts comes to the same figure. */
export interface ReportQuestion {
  readonly indicator: JudgedIndicator;
  readonly edition: string;
  readonly denominator: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The register that says what units there are. */
  readonly registerDate: Day;
  /** What was true at the end of this day. */
  readonly asOf: Day;
  /** What had been recorded by then. */
  readonly knownAt: Instant;
  /** Code of the place. */
  readonly place: string;
}

/**
 * What reports must have in common so that those of the counties make up that of the prefecture: all
 * but the place and the moment at which it was known.
 */
export function questionKey(question: Omit<ReportQuestion, 'knownAt'>): string {
  const { indicator, edition, denominator, parameters, registerDate, asOf } = question;
  return canonicalJson({ indicator, edition, denominator, parameters, registerDate, asOf });
}
