import { Injectable } from '@nestjs/common';
import { canonicalJson, parseInstant } from '@youlu/vocabulary';
import type { Succession } from '../lineage/succession/succession';
import { SuccessionBetween } from '../lineage/succession/succession-between.query';
import { withTargets } from '../lineage/succession/targets-succession';
import { KeptByUnits } from '../region-reads/kept-by-units';
import { UnknownRegister } from '../register/register.errors';
import { rowsOfText } from '../frozen-reports/report-document';
import { unitOfRow, type UnitRow } from '../frozen-reports/frozen-unit';
import { codeEdition } from '../reports/code-edition.client';
import { ReportLookup } from '../reports/report-lookup.query';
import type { ReportHeader } from '../frozen-reports/report-header';
import {
  type Cause,
  type Difference,
  explainDifference,
  followedPair,
  pairsOf,
  type Standing,
  standsTheSame,
  type WayPoint,
} from './difference';
import { FactPoints, pointAt } from './fact-points.query';
import { type JudgedFacts, JudgedFactsOf, type SplitQuestion } from './judged-facts.query';
import { ReportsNotComparable, ReportsOfOtherPlaces } from './comparison.errors';

/** With the changes of the register that the unit went through, by their ids. */
export type ExplainedDifference = Difference & { readonly changes: readonly string[] };

type Explained = readonly ExplainedDifference[];

/** Differences kept for the pages that follow a first one: some hundred bytes each. */
const PAGED_MAX = 100_000;

type Frozen = ReadonlyMap<string, Standing>;

/** Explains each unit in which two frozen reports differ. */
@Injectable()
export class CompareReports {
  private readonly pages = new KeptByUnits<string, Explained>(
    PAGED_MAX,
    ({ length }) => length + 1,
  );

  constructor(
    private readonly lookup: ReportLookup,
    private readonly judged: JudgedFactsOf,
    private readonly points: FactPoints,
    private readonly successions: SuccessionBetween,
  ) {}

  /** By code. @throws UnknownReport, ReportsNotComparable, ReportsOfOtherPlaces */
  of(reportId: string, otherId: string): Promise<Explained> {
    return this.pages.keep(`${reportId} ${otherId}`, this.explain(reportId, otherId));
  }

  /**
   * As it was found for the first page, where that is still kept: explaining judges the place up to six
   * times, and pages of one comparison are of one judgement. The first page always judges anew.
   */
  async kept(reportId: string, otherId: string): Promise<Explained> {
    return (await this.pages.find(`${reportId} ${otherId}`)) ?? this.of(reportId, otherId);
  }

  private async explain(reportId: string, otherId: string): Promise<Explained> {
    const [a, b] = [await this.lookup.find(reportId), await this.lookup.find(otherId)];
    const indicators = [a, b].map(({ header }) => header.question.indicator);
    if (indicators[0] !== indicators[1]) throw new ReportsNotComparable(indicators.join('、'));
    const succession = await this.succession(a.header, b.header);
    const heirs = (code: string): readonly string[] => succession?.inheritorsOf(code) ?? [code];
    const [from, to] = [a.header.question.place, b.header.question.place];
    // Units of another place would all seem to have come and gone by lineage.
    if (from !== to && !heirs(from).includes(to)) throw new ReportsOfOtherPlaces(from, to);
    if (a.resultSha256 === b.resultSha256) return [];
    const [before, after] = [await this.frozen(reportId), await this.frozen(otherId)];
    const pairs = pairsOf(new Set(before.keys()), new Set(after.keys()), heirs);
    const standing = (frozen: Frozen, code: string | null) =>
      (code === null ? undefined : frozen.get(code)) ?? null;
    const differing = pairs.filter((pair) => {
      const [from, to] = [standing(before, pair.before), standing(after, pair.after)];
      return pair.before !== pair.after || !standsTheSame(from, to);
    });
    if (differing.length === 0) return [];
    const way = await this.way(a.header, b.header, after);
    const counted = new Set(before.keys());
    const codesOf = {
      inheritorsOf: heirs,
      sourcesOf: (code: string) => succession?.sourcesOf(code) ?? [code],
    };
    return differing.map((pair) => {
      const followed = followedPair(pair, counted, codesOf);
      const found = explainDifference(pair, standing(before, pair.before), way, followed);
      const told =
        pair.before === null
          ? succession?.changesTo(found.code)
          : succession?.changesFrom(found.code);
      const changes = told?.map(({ changeId }) => changeId) ?? [];
      return { ...found, changes };
    });
  }

  /** How units continue from the one register in the other; undefined where it is the same one. */
  private async succession(a: ReportHeader, b: ReportHeader): Promise<Succession | undefined> {
    const [from, to] = [a.question.registerDate, b.question.registerDate];
    if (from === to) return undefined;
    try {
      return withTargets(await this.successions.read(from, to, parseInstant(b.question.knownAt)));
    } catch (error) {
      // What was known by then says nothing of one of them: then codes are all there is.
      if (error instanceof UnknownRegister) return undefined;
      throw error;
    }
  }

  private async frozen(reportId: string): Promise<Frozen> {
    const units = new Map<string, Standing>();
    for await (const text of this.lookup.texts(reportId, 'units')) {
      for (const row of rowsOfText<UnitRow>(text)) {
        const { code, ...standing } = unitOfRow(row);
        units.set(code, standing);
      }
    }
    return units;
  }

  /** From what was frozen first to what was frozen last, one input after another. */
  private async way(a: ReportHeader, b: ReportHeader, after: Frozen): Promise<WayPoint[]> {
    let question: SplitQuestion = { ...a.question, lineageKnownAt: a.question.knownAt };
    let now = await this.judged.read(question);
    const way: WayPoint[] = [{ ...pointAt(now, driftOf(a)), side: 'before' }];
    const ask = async (change: Partial<SplitQuestion>): Promise<JudgedFacts | undefined> => {
      const next = { ...question, ...change };
      if (canonicalJson(next) === canonicalJson(question)) return undefined;
      question = next;
      return this.judged.read(question);
    };
    for (const { cause, change } of replacements(b)) {
      const next = await ask(change);
      if (next === undefined) continue;
      if (cause === undefined) way.push(...(await this.points.between(now, next, isDay(change))));
      else way.push(pointAt(next, cause));
      now = next;
    }
    const frozen = (code: string): Standing | null => after.get(code) ?? null;
    way.push({ side: 'after', causeOf: () => driftOf(b), at: frozen });
    return way;
  }
}

/**
 * Why a report might not come out as it was frozen. A program other than the one that judges now may
 * judge otherwise, and facts may have come late: which it was, the report does not tell. By the program
 * that froze it, nothing explains it but facts that came late or were altered.
 */
function driftOf({ code }: ReportHeader): Cause {
  const isOther = canonicalJson(code.rules) !== canonicalJson(codeEdition().rules);
  return isOther ? 'other-program' : 'unexplained';
}

/** Inputs in the order in which those of `b` replace those of the report before. */
function replacements({ question: b }: ReportHeader): {
  readonly cause: Cause | undefined;
  readonly change: Partial<SplitQuestion>;
}[] {
  const { place, registerDate, edition, parameters, denominator, knownAt, asOf } = b;
  return [
    { cause: 'lineage', change: { place, registerDate } },
    { cause: 'lineage', change: { lineageKnownAt: knownAt } },
    { cause: 'rule', change: { edition, parameters, denominator } },
    { cause: undefined, change: { knownAt } },
    { cause: undefined, change: { asOf } },
  ];
}

const isDay = (change: Partial<SplitQuestion>): boolean => change.asOf !== undefined;
