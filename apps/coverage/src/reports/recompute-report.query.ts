import { Injectable } from '@nestjs/common';
import { parseInstant } from '@youlu/vocabulary';
import type { DenominatorName } from '../edition-form/denominators';
import { FrozenLists } from '../frozen-reports/frozen-lists';
import { type FrozenUnit, unitOfRow, type UnitRow } from '../frozen-reports/frozen-unit';
import { JudgedSetsOf } from './judged-sets.query';
import { rowsOfText, sha256OfResult } from '../frozen-reports/report-document';
import type { ReportHeader } from '../frozen-reports/report-header';
import { ReportRepository, type StoredReport } from './report.repository';

/** A unit of a report and of its recomputation; null where it is not in one of them. */
export interface UnitPair {
  readonly code: string;
  readonly frozen: FrozenUnit | null;
  readonly now: FrozenUnit | null;
}

export interface Recomputation {
  readonly sha256: string;
  readonly isEqual: boolean;
  readonly differing: number;
  /** The first of them, by code. */
  readonly first: readonly UnitPair[];
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
    if (sha256 === resultSha256) return { sha256, isEqual: true, differing: 0, first: [] };
    const pairs = pairsOf(unitsOf(this.reports.texts(reportId, 'units')), unitsOf(unitTexts));
    const first: UnitPair[] = [];
    let differing = 0;
    for await (const pair of pairs) {
      differing++;
      if (first.length < SHOWN_MAX) first.push(pair);
    }
    return { sha256, isEqual: false, differing, first };
  }
}

/** The units in pieces of text, one by one. */
async function* unitsOf(
  texts: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<FrozenUnit> {
  for await (const text of texts) {
    for (const row of rowsOfText<UnitRow>(text)) yield unitOfRow(row);
  }
}

/** Lays two lists, each by code, beside each other; what is equal in both is left away. */
async function* pairsOf(
  frozen: AsyncIterator<FrozenUnit>,
  now: AsyncIterator<FrozenUnit>,
): AsyncGenerator<UnitPair> {
  let [a, b] = [await frozen.next(), await now.next()];
  while (!a.done || !b.done) {
    const left = a.done ? null : (a.value as FrozenUnit);
    const right = b.done ? null : (b.value as FrozenUnit);
    const isLeft = left !== null && (right === null || left.code <= right.code);
    const isRight = right !== null && (left === null || right.code <= left.code);
    const pair = { frozen: isLeft ? left : null, now: isRight ? right : null };
    if (!isSame(pair.frozen, pair.now)) {
      yield { code: (pair.frozen ?? pair.now)?.code ?? '', ...pair };
    }
    if (isLeft) a = await frozen.next();
    if (isRight) b = await now.next();
  }
}

function isSame(a: FrozenUnit | null, b: FrozenUnit | null): boolean {
  return (
    a !== null &&
    b !== null &&
    a.state === b.state &&
    a.rule === b.rule &&
    a.declared === b.declared &&
    a.kind === b.kind &&
    a.name === b.name &&
    a.simulated === b.simulated
  );
}
