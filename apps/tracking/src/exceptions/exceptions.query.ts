import { Injectable } from '@nestjs/common';
import { type Page, decodeCursor, encodeCursor, pageOf } from '@youlu/http';
import { addDays, formatInstant, startOfDay } from '@youlu/vocabulary';
import { ListMissedRounds, type MissedRound } from '../rounds/missed-rounds.query';
import { WHAT_TO_DO, WINDOW_DAYS } from './exception-rules';
import type { ListExceptionsQuery } from './list-exceptions.dto';
import type { ParcelException, ParcelExceptionKind } from './parcel-exceptions';
import { FindParcelExceptions } from './parcel-exceptions.query';

/** One line of an operator's list. */
export interface ExceptionItem {
  kind: string;
  placeCode: string;
  trackingNumber: string | null;
  roundId: string | null;
  villageCode: string | null;
  day: string | null;
  since: string;
  lastFact: { kind: string; nodeId: string | null; placeCode: string; occurredAt: string } | null;
  whatToDo: string;
  simulated: boolean;
}

/**
 * Parcels opened for one page, in two stretches: few, as most that are opened are found; and more,
 * for a day that is looked back at. The sum bounds the work: a page may be short and have a next one.
 */
const STRETCHES = [250, 2_500];
const BY_PARCEL = { trackingNumber: 'string' } as const;
const BY_ROUND = { villageCode: 'string', roundId: 'string', day: 'string' } as const;

/** What to look at by the end of a day: derived when asked, never stored. */
@Injectable()
export class ListExceptions {
  constructor(
    private readonly findExceptions: FindParcelExceptions,
    private readonly missedRounds: ListMissedRounds,
  ) {}

  async execute(query: ListExceptionsQuery): Promise<Page<ExceptionItem>> {
    return query.kind === 'missed-round' ? this.rounds(query) : this.parcels(query, query.kind);
  }

  private async rounds(query: ListExceptionsQuery): Promise<Page<ExceptionItem>> {
    const missed = await this.missedRounds.execute({
      place: query.place,
      from: addDays(query.asOf, 1 - WINDOW_DAYS),
      to: query.asOf,
      after: decodeCursor(query.cursor, BY_ROUND),
      limit: query.limit + 1,
    });
    return pageOf(
      missed,
      query.limit,
      ({ villageCode, roundId, day }) => ({ villageCode, roundId, day }),
      missedRoundItem,
    );
  }

  private async parcels(
    query: ListExceptionsQuery,
    kind: ParcelExceptionKind,
  ): Promise<Page<ExceptionItem>> {
    const { asOf, place, limit } = query;
    const items: ExceptionItem[] = [];
    let last = decodeCursor(query.cursor, BY_PARCEL)?.trackingNumber ?? '';
    for (const stretch of STRETCHES) {
      const next = await this.findExceptions.after(last, { kind, asOf, place }, stretch);
      for (const found of next.found) {
        if (items.length === limit) return { items, nextCursor: cursorAt(last) };
        last = found.parcel.trackingNumber;
        items.push(parcelItem(kind, found));
      }
      if (next.last === null) return { items, nextCursor: null };
      last = next.last;
    }
    return { items, nextCursor: cursorAt(last) };
  }
}

function cursorAt(trackingNumber: string): string {
  return encodeCursor({ trackingNumber });
}

function parcelItem(kind: ParcelExceptionKind, found: ParcelException): ExceptionItem {
  const { parcel, lastFact, placeCode, since } = found;
  return {
    kind,
    placeCode,
    trackingNumber: parcel.trackingNumber,
    roundId: null,
    villageCode: kind === 'parked-at-township' ? placeCode : null,
    day: null,
    since: formatInstant(since),
    lastFact: lastFact
      ? {
          kind: lastFact.kind,
          nodeId: lastFact.nodeId,
          placeCode: lastFact.placeCode,
          occurredAt: formatInstant(lastFact.occurredAt),
        }
      : null,
    whatToDo: WHAT_TO_DO[kind],
    simulated: parcel.booking?.simulated ?? false,
  };
}

function missedRoundItem(missed: MissedRound): ExceptionItem {
  const { villageCode, roundId, day, lastVisitAt, simulated } = missed;
  return {
    kind: 'missed-round',
    placeCode: villageCode,
    trackingNumber: null,
    roundId,
    villageCode,
    day,
    since: formatInstant(startOfDay(day)),
    lastFact:
      lastVisitAt === null
        ? null
        : {
            kind: 'visit',
            nodeId: null,
            placeCode: villageCode,
            occurredAt: formatInstant(lastVisitAt),
          },
    whatToDo: WHAT_TO_DO['missed-round'],
    simulated,
  };
}
