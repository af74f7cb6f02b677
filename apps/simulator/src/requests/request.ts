export const SERVICES = ['orders', 'routing', 'tracking', 'coverage'] as const;
export type Service = (typeof SERVICES)[number];

/** In the order in which they are sent; `post` is four weeks of bookings, scans and visits. */
export const PHASES = [
  'register',
  'merchants',
  'products',
  'projects',
  'number-blocks',
  'nodes',
  'links',
  'timetables',
  'rounds',
  'declarations',
  'filings',
  'post',
] as const;
export type Phase = (typeof PHASES)[number];

/** What the rows of a request are; totals are kept for each. */
export const ROW_KINDS = ['shipments', 'scans', 'visits', 'others'] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/** One thing to say to a service, however often it has to be said. */
export interface LogicalRequest {
  readonly phase: Phase;
  readonly service: Service;
  readonly path: string;
  readonly body: object;
  /** ISO with offset: when, in the scenario's time, it is said. */
  readonly businessTime: string;
  readonly rowKind: RowKind;
  readonly rows: number;
  /** Whether everything before it must have been answered: it refers to it. */
  readonly waits: boolean;
  /** Whether an Idempotency-Key goes with it; bulk doors know their rows by id instead. */
  readonly isKeyed: boolean;
}

/** The door a batch of rows goes to. */
export interface BatchDoor {
  readonly phase: Phase;
  readonly service: Service;
  readonly path: string;
  readonly field: string;
}

export const ROWS_OF_REQUEST_MAX = 1000;
export const SCANS_OF_UPLOAD_MAX = 500;

/** Cuts rows into lists of at most so many. */
export function* inBatches<Row>(rows: Iterable<Row>, most: number): Generator<Row[]> {
  let batch: Row[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length < most) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
