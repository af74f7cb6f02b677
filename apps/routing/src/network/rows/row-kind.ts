/**
 * What the batch doors of this service have in common: a row is known by an id its sender made, the
 * same content again changes nothing, other content is the row's next version. A kind says in
 * data where its rows live and what they may point at; nothing else differs between the doors.
 */
export interface RowKind<Row extends object> {
  /** `node`: the word in answers and in the history. */
  readonly word: string;
  readonly table: string;
  readonly id: keyof Row & string;
  readonly idColumn: string;
  /** Field → column and its PostgreSQL type; fields in the order in which content is compared. */
  readonly columns: { readonly [F in keyof Row & string]: Column };
  readonly references: readonly Reference<Row>[];
}

export interface Column {
  readonly name: string;
  readonly type: string;
}

/** A field that must name a row of another kind which is already stored. */
export interface Reference<Row> {
  readonly field: keyof Row & string;
  /** Where the named row must be, in English and in Chinese. */
  readonly word: string;
  readonly zh: string;
  readonly table: string;
  readonly column: string;
  /** Path of the door that takes such rows. */
  readonly door: string;
}

/** The fields of a row as one text: equal texts are equal content. */
export function contentOf<Row extends object>(kind: RowKind<Row>, row: Row): string {
  return JSON.stringify(Object.keys(kind.columns).map((field) => row[field as keyof Row]));
}

export function idOf<Row extends object>(kind: RowKind<Row>, row: Row): string {
  return String(row[kind.id]);
}
