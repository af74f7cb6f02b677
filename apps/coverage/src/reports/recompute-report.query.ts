import { Injectable } from '@nestjs/common';
import { parseInstant } from '@youlu/vocabulary';
import type { DenominatorName } from '../edition-form/denominators';
import { FrozenLists } from '../frozen-reports/frozen-lists';
import {
  type FrozenPlace,
  PLACE_COLUMNS,
  placeOfRow,
  type PlaceRow,
} from '../frozen-reports/frozen-place';
import {
  type FrozenUnit,
  UNIT_COLUMNS,
  unitOfRow,
  type UnitRow,
} from '../frozen-reports/frozen-unit';
import { JudgedSetsOf } from './judged-sets.query';
import { type ReportPart, rowsOfText, sha256OfResult } from '../frozen-reports/report-document';
import type { ReportHeader } from '../frozen-reports/report-header';
import { ReportRepository, type StoredReport } from './report.repository';

/** A row of a report and of its recomputation; null where it is not in one of them. */
interface Pair<Row> {
  readonly code: string;
  readonly frozen: Row | null;
  readonly now: Row | null;
}
export type UnitPair = Pair<FrozenUnit>;
export type PlacePair = Pair<FrozenPlace>;

interface Differing<Row> {
  readonly differing: number;
  /** The first of them, by code. */
  readonly first: readonly Pair<Row>[];
}

export interface Recomputation extends Differing<FrozenUnit> {
  readonly sha256: string;
  readonly isEqual: boolean;
  /** Places may differ though no unit does: one of them is called otherwise, or is no more. */
  readonly places: Differing<FrozenPlace>;
}

const SHOWN_MAX = 1_000;

/** Asks the same question again, of the facts that were known then, and compares unit by unit. */
@Injectable()
export class RecomputeReport {
  constructor(
    private readonly reports: ReportRepository,
    private readonly judged: JudgedSetsOf,
  ) {}

  /** The lists as they come out today. */
  async lists({ question }: Pick<ReportHeader, 'question'>): Promise<FrozenLists> {
    const sets = await this.judged.read({
      ...question,
      denominator: question.denominator as DenominatorName,
      knownAt: parseInstant(question.knownAt) ?? 0,
    });
    return new FrozenLists(sets.places, sets.units());
  }

  async of({ reportId, header, resultSha256 }: StoredReport): Promise<Recomputation> {
    const lists = await this.lists(header);
    const unitTexts = [...lists.unitPieces()].map(({ text }) => text);
    const placeTexts = [...lists.placePieces()].map(({ text }) => text);
    const sha256 = await sha256OfResult((part) => (part === 'units' ? unitTexts : placeTexts));
    const none = { differing: 0, first: [] };
    if (sha256 === resultSha256) return { sha256, isEqual: true, ...none, places: none };
    const units = (texts: Texts) => rowsIn<UnitRow, FrozenUnit>(texts, unitOfRow);
    const places = (texts: Texts) => rowsIn<PlaceRow, FrozenPlace>(texts, placeOfRow);
    const frozen = (part: ReportPart): Texts => this.reports.texts(reportId, part);
    return {
      sha256,
      isEqual: false,
      ...(await differing(units(frozen('units')), units(unitTexts), UNIT_COLUMNS)),
      places: await differing(places(frozen('places')), places(placeTexts), PLACE_COLUMNS),
    };
  }
}

type Texts = AsyncIterable<string> | Iterable<string>;

/** The rows in pieces of text, one by one. */
async function* rowsIn<Stored, Row>(
  texts: Texts,
  of: (stored: Stored) => Row,
): AsyncGenerator<Row> {
  for await (const text of texts) for (const row of rowsOfText<Stored>(text)) yield of(row);
}

/** @param columns all that is hashed of a row, so that what is equal in them has one hash */
async function differing<Row extends { readonly code: string }>(
  frozen: AsyncIterator<Row>,
  now: AsyncIterator<Row>,
  columns: readonly (keyof Row)[],
): Promise<Differing<Row>> {
  const first: Pair<Row>[] = [];
  let count = 0;
  for await (const pair of pairsOf(frozen, now)) {
    const { frozen: a, now: b } = pair;
    if (a !== null && b !== null && columns.every((column) => a[column] === b[column])) continue;
    count++;
    if (first.length < SHOWN_MAX) first.push(pair);
  }
  return { differing: count, first };
}

/** Lays two lists, each by code, beside each other. */
async function* pairsOf<Row extends { readonly code: string }>(
  frozen: AsyncIterator<Row>,
  now: AsyncIterator<Row>,
): AsyncGenerator<Pair<Row>> {
  let [a, b] = [await frozen.next(), await now.next()];
  while (!a.done || !b.done) {
    const left = a.done ? null : (a.value as Row);
    const right = b.done ? null : (b.value as Row);
    const isLeft = left !== null && (right === null || left.code <= right.code);
    const isRight = right !== null && (left === null || right.code <= left.code);
    const pair = { frozen: isLeft ? left : null, now: isRight ? right : null };
    yield { code: (pair.frozen ?? pair.now)?.code ?? '', ...pair };
    if (isLeft) a = await frozen.next();
    if (isRight) b = await now.next();
  }
}
