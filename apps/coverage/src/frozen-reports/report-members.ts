import type { FrozenPlace, FrozenTally } from './frozen-place';
import { TALLY_COLUMNS } from './frozen-place';
import { countsTheSame, type ReportHeader, type ReportMember } from './report-header';

/** A published report, as far as the one above it speaks of it. */
export interface PublishedReport {
  readonly reportId: string;
  readonly sha256: string;
  readonly header: Pick<ReportHeader, 'place' | 'question' | 'tally'>;
}

/**
 * Names the published reports that a figure is made of, and says where they count otherwise than it
 * does itself: they may have been known earlier.
 */
export function membersOf(
  places: readonly Pick<FrozenPlace, 'code'>[],
  published: readonly PublishedReport[],
  own: ReadonlyMap<string, FrozenTally>,
): { members: ReportMember[]; membersMissing: string[] } {
  const byPlace = new Map(published.map((report) => [report.header.place.code, report]));
  const members = [...byPlace.values()].map(({ reportId, sha256, header }): ReportMember => {
    const { place, question, tally } = header;
    const counted = own.get(place.code);
    const differs = counted !== undefined && !countsTheSame(tally, counted);
    return {
      reportId,
      sha256,
      code: place.code,
      name: place.name,
      knownAt: question.knownAt,
      tally,
      ownTally: differs ? onlyCounts(counted) : null,
    };
  });
  const missing = places.map(({ code }) => code).filter((code) => !byPlace.has(code));
  return { members, membersMissing: missing };
}

function onlyCounts(tally: FrozenTally): FrozenTally {
  const counts = TALLY_COLUMNS.map((column) => [column, tally[column]] as const);
  return Object.fromEntries(counts) as unknown as FrozenTally;
}
