export interface TwinQuestion {
  readonly indicator: string;
  readonly edition: string;
  readonly asOf: string;
  readonly knownAt?: number | undefined;
  readonly denominator: string;
  readonly base: string;
  readonly windowDays?: number | undefined;
  readonly windowWeeks?: number | undefined;
  readonly daysNeeded?: number | undefined;
  readonly modes?: readonly string[] | undefined;
}
type Row = Record<string, string | number | boolean | null>;
export const EDITIONS: Readonly<Record<string, object>>;
export class Twin {
  static open(folder: string): Promise<Twin>;
  answer(question: TwinQuestion): Promise<{ units: Row[]; rates: Row[] }>;
  close(): void;
}
