import { Injectable } from '@nestjs/common';
import { canonicalJson } from '@youlu/vocabulary';
import { rowsOfText } from '../reports/report-document';
import { unitOfRow, type UnitRow } from '../reports/frozen-unit';
import { ReportLookup } from '../reports/report-lookup.query';
import type { ReportHeader } from '../reports/report-header';
import {
  type Cause,
  type Difference,
  explainDifference,
  type Standing,
  standsTheSame,
  type WayPoint,
} from './difference';
import { type JudgedFacts, JudgedFactsOf, type SplitQuestion } from './judged-facts.query';
import { replaced } from './replaced-facts';
import { ReportsNotComparable } from './comparison.errors';

type Frozen = ReadonlyMap<string, Standing>;

/** Explains each unit in which two frozen reports differ. */
@Injectable()
export class CompareReports {
  constructor(
    private readonly lookup: ReportLookup,
    private readonly judged: JudgedFactsOf,
  ) {}

  /** By code. @throws UnknownReport, ReportsNotComparable */
  async of(reportId: string, otherId: string): Promise<Difference[]> {
    const [a, b] = [await this.lookup.find(reportId), await this.lookup.find(otherId)];
    const indicators = [a, b].map(({ header }) => header.question.indicator);
    if (indicators[0] !== indicators[1]) throw new ReportsNotComparable(indicators.join('、'));
    if (a.resultSha256 === b.resultSha256) return [];
    const [before, after] = [await this.frozen(reportId), await this.frozen(otherId)];
    const codes = [...new Set([...before.keys(), ...after.keys()])].sort();
    const differing = codes.filter((code) => {
      return !standsTheSame(before.get(code) ?? null, after.get(code) ?? null);
    });
    if (differing.length === 0) return [];
    const way = await this.way(a.header, b.header, after);
    return differing.map((code) => explainDifference(code, before.get(code) ?? null, way));
  }

  private async frozen(reportId: string): Promise<Frozen> {
    const units = new Map<string, Standing>();
    for await (const text of this.lookup.texts(reportId, 'units')) {
      for (const row of rowsOfText<UnitRow>(text)) {
        const { code, name, state, rule, declared } = unitOfRow(row);
        units.set(code, { name, state, rule, declared });
      }
    }
    return units;
  }

  /** From what was frozen first to what was frozen last, one input after another. */
  private async way(a: ReportHeader, b: ReportHeader, after: Frozen): Promise<WayPoint[]> {
    // Another program may judge otherwise on the same facts; without that nothing else explains it.
    const isOtherProgram = canonicalJson(a.code.rules) !== canonicalJson(b.code.rules);
    const adrift: Cause = isOtherProgram ? 'rule' : 'unexplained';
    let question: SplitQuestion = { ...a.question, lineageKnownAt: a.question.knownAt };
    let now = await this.judged.read(question);
    const way: WayPoint[] = [pointAt(now, adrift)];
    const ask = async (change: Partial<SplitQuestion>): Promise<JudgedFacts | undefined> => {
      const next = { ...question, ...change };
      if (canonicalJson(next) === canonicalJson(question)) return undefined;
      question = next;
      return this.judged.read(question);
    };
    for (const { cause, change } of replacements(b)) {
      const next = await ask(change);
      if (next === undefined) continue;
      const points =
        cause === undefined ? factPoints(now, next, isDay(change)) : [pointAt(next, cause)];
      way.push(...points);
      now = next;
    }
    way.push({ causeOf: () => adrift, at: (code) => after.get(code) ?? null });
    return way;
  }
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

function pointAt(judged: JudgedFacts, cause: Cause): WayPoint {
  return { causeOf: () => cause, at: (code) => judged.at(code) };
}

/** Facts are replaced kind by kind; on another day, evidence has come into the window or left it. */
function factPoints(from: JudgedFacts, to: JudgedFacts, isOtherDay: boolean): WayPoint[] {
  // A list of targets that has changed is another population: nothing can be exchanged.
  if (!from.isAboutTheSame(to)) return [pointAt(to, 'lineage')];
  const evidence = (code: string): Cause => {
    if (isOtherDay) return 'day';
    return to.evidenceOf(code) < from.evidenceOf(code) ? 'correction' : 'new-evidence';
  };
  return [...replaced(from.facts, to.facts)].map(({ cause, facts }) => {
    const judged = from.on(facts);
    const at = (code: string): Standing | null => judged.at(code);
    return cause === 'new-evidence' ? { causeOf: evidence, at } : { causeOf: () => cause, at };
  });
}
