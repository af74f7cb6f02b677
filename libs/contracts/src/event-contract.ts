import { type Static, type TSchema, Type } from '@sinclair/typebox';

/**
 * What one kind of event promises.
 *
 * A record on the log is an *envelope* (CloudEvents 1.0, structured mode) whose data is a **chunk**:
 * up to `maxRowsPerRecord` rows that all belong to one partition. Cost is per record, not per byte,
 * so everything that moves in numbers moves in chunks. Change is additive; a break is a new type.
 */
export interface EventContract<Row> {
  /** CloudEvents `type`, versioned: `youlu.tracking.scans-reported.v1`. */
  readonly type: string;
  readonly topic: string;
  /** The service that may publish it; its CloudEvents `source`. */
  readonly owner: string;
  /** JSON Schema of one row. */
  readonly rowSchema: TSchema;
  /** The key that decides a row's partition. */
  keyOf(row: Row): string;
  readonly maxRowsPerRecord: number;
  readonly example: Row;
  /** Who needs it, and for what. */
  readonly why: string;
}

/** CloudEvents 1.0, structured mode; `time` is the wall clock of publishing, never business time. */
export interface Envelope<Row> {
  specversion: '1.0';
  id: string;
  source: string;
  type: string;
  time: string;
  datacontenttype: 'application/json';
  traceparent?: string;
  data: { rows: Row[] };
}

/** Ties a row's schema to its type, so that the two cannot differ. */
export function defineEvent<S extends TSchema>(
  contract: Omit<EventContract<Static<S>>, 'rowSchema'> & { rowSchema: S },
): EventContract<Static<S>> {
  return Object.freeze(contract);
}

/** The text of a record: the envelope around rows of one partition. */
export function sealRows<Row>(
  contract: EventContract<Row>,
  rows: readonly Row[],
  head: { id: string; now: number; traceparent?: string },
): string {
  const envelope: Envelope<Row> = {
    specversion: '1.0',
    id: head.id,
    source: `/youlu/${contract.owner}`,
    type: contract.type,
    time: new Date(head.now).toISOString(),
    datacontenttype: 'application/json',
    ...(head.traceparent === undefined ? {} : { traceparent: head.traceparent }),
    data: { rows: rows as Row[] },
  };
  return JSON.stringify(envelope);
}

/** JSON Schema of a whole record of this contract. */
export function envelopeSchema(contract: EventContract<unknown>): TSchema {
  return Type.Object({
    specversion: Type.Literal('1.0'),
    id: Type.String({ minLength: 1, maxLength: 200 }),
    source: Type.String({ minLength: 1, maxLength: 200 }),
    type: Type.Literal(contract.type),
    time: Type.String({ minLength: 20, maxLength: 40 }),
    datacontenttype: Type.Literal('application/json'),
    traceparent: Type.Optional(Type.String({ maxLength: 100 })),
    data: Type.Object({
      rows: Type.Array(contract.rowSchema, { minItems: 1, maxItems: contract.maxRowsPerRecord }),
    }),
  });
}
