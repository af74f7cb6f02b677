/** How an error is answered and whether trying again can help; closed on purpose. */
export type ErrorKind = 'invalid' | 'not-found' | 'conflict' | 'forbidden' | 'unavailable';

/**
 * A rule said no. `code` is stable (`tracking.parcel.unknown`), the message says what to do, and
 * `field` names what to mend in the request, where there is such a thing.
 */
export abstract class DomainError extends Error {
  abstract readonly code: string;
  abstract readonly kind: ErrorKind;
  /** What a program needs to go on, as fields of the answer beside those every refusal has. */
  readonly members?: Readonly<Record<string, unknown>>;

  constructor(
    message: string,
    readonly field?: string,
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** Fails the build where a case of a closed union is forgotten, and the call where data lied. */
export function assertUnreachable(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
