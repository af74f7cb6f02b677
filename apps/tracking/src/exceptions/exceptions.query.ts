import { Injectable } from '@nestjs/common';
import { type Page, decodeCursor, encodeCursor, pageOf } from '@youlu/http';
import { addDays, formatInstant, startOfDay } from '@youlu/vocabulary';
import { RESTING_STATES, WalkParcels, type WalkFilter } from '../parcels/parcels.query';
import { ListMissedRounds, type MissedRound } from '../rounds/missed-rounds.query';
import { PARKED_STATES, WHAT_TO_DO, WINDOW_DAYS } from './exception-rules';
import type { ListExceptionsQuery } from './list-exceptions.dto';
import {
  type ParcelException,
  type ParcelExceptionKind,
  endOfDay,
  parcelException,
} from './parcel-exceptions';

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

/** Bounds the work of one request; a page may then be short and still have a next one. */
const CHUNKS_PER_PAGE_MAX = 50;
const BY_PARCEL = { trackingNumber: 'string' } as const;
const BY_ROUND = { villageCode: 'string', roundId: 'string', day: 'string' } as const;

/** What to look at by the end of a day: derived when asked, never stored. */
@Injectable()
export class ListExceptions {
  constructor(
    private readonly walkParcels: WalkParcels,
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
    const filter = { ...CANDIDATES[kind], reachesBeyond: endOfDay(query.asOf) };
    const items: ExceptionItem[] = [];
    let last = decodeCursor(query.cursor, BY_PARCEL)?.trackingNumber ?? '';
    for (let chunk = 0; chunk < CHUNKS_PER_PAGE_MAX; chunk++) {
      const parcels = await this.walkParcels.after(last, filter);
      if (parcels.length === 0) return { items, nextCursor: null };
      for (const parcel of parcels) {
        if (items.length === query.limit) return { items, nextCursor: cursorAt(last) };
        last = parcel.trackingNumber;
        const found = parcelException(kind, parcel, query.asOf);
        if (found?.placeCode.startsWith(query.place ?? '')) items.push(parcelItem(kind, found));
      }
    }
    return { items, nextCursor: cursorAt(last) };
  }
}

function cursorAt(trackingNumber: string): string {
  return encodeCursor({ trackingNumber });
}

/** Parcels that are such an exception now may be one on asOf; those with later facts are taken in besides. */
const CANDIDATES: Readonly<Record<ParcelExceptionKind, Omit<WalkFilter, 'reachesBeyond'>>> = {
  stuck: { exceptStates: RESTING_STATES },
  misdirected: { misdirected: true },
  'parked-at-township': { states: PARKED_STATES },
};

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
