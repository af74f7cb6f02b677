import { type TUnsafe, Type } from '@sinclair/typebox';
import { FEE_CENTS_MAX, HANDOVER_PROOFS, SERVICE_MODES } from '@youlu/vocabulary';

/** A closed set of words. */
export const OneOf = <const W extends readonly string[]>(
  words: W,
  options: { description?: string } = {},
): TUnsafe<W[number]> => Type.Unsafe<W[number]>({ type: 'string', enum: [...words], ...options });

/**
 * Milliseconds since 1970, UTC: 1900 to 2199, a day wider than what a door takes. Before 1970 it is
 * negative: a dead clock at midnight of 1970-01-01 in official time is eight hours before zero.
 */
export const InstantMs = Type.Integer({
  minimum: -2_209_075_200_000,
  maximum: 7_258_204_800_000,
});

/** A division code as written by whoever sent it; it need not exist. */
export const PlaceCode = Type.String({ pattern: '^[1-9][0-9]+$', minLength: 2, maxLength: 12 });

/** A number on a label: 8–26 capitals, digits, hyphens. */
export const TrackingNumberText = Type.String({ pattern: '^[A-Z0-9][A-Z0-9-]{6,24}[A-Z0-9]$' });

/** An id made by a client or by us: no blanks, at most 64 characters. */
export const Id = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._:@/-]{0,63}$' });

/** How a hand-over was proven, never the proof itself; left away where the scan does not say. */
export const Proof = OneOf(HANDOVER_PROOFS);

/** In which mode of service a place was served; left away where the scan does not say. */
export const Mode = OneOf(SERVICE_MODES);

/** What the recipient was charged at a hand-over, in fen (CNY); left away where the scan does not say. */
export const FeeCents = Type.Integer({ minimum: 0, maximum: FEE_CENTS_MAX });

export const DayText = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

/** +1 with every change; a consumer keeps the highest it has seen. */
export const Version = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });

/** 1 = Monday … 7 = Sunday, official time. */
export const Weekdays = Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), {
  minItems: 1,
  maxItems: 7,
});

/** Whether a simulation made the row; outputs derive their label from it. */
export const Simulated = Type.Boolean();
