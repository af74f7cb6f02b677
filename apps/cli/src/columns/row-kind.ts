import type { Reader } from './reader';

/** One column of a kind of row. */
export interface Column<T> {
  readonly reader: Reader<unknown>;
  readonly isRequired: boolean;
  /** Carries the type only; never set. */
  readonly type?: T;
}

export const required = <T>(reader: Reader<T>): Column<T> => ({ reader, isRequired: true });
export const optional = <T>(reader: Reader<T>): Column<T | undefined> => ({
  reader,
  isRequired: false,
});

type Columns = Readonly<Record<string, Column<unknown>>>;

/** A kind of row a file may hold: its columns, by the name of the field each fills. */
export interface RowKind<C extends Columns = Columns> {
  readonly word: string;
  readonly columns: C;
}

/** A row read by its kind. */
export type RowOf<K extends RowKind> = {
  readonly [F in keyof K['columns']]: K['columns'][F] extends Column<infer T> ? T : never;
};

/** A row that was read, and where it stood. */
export interface ReadRow<Row> {
  readonly sheet?: string;
  readonly line: number;
  readonly row: Row;
}

export function rowKind<C extends Columns>(word: string, columns: C): RowKind<C> {
  return { word, columns };
}
