import { Injectable } from '@nestjs/common';
import type { Instant } from '@youlu/vocabulary';
import { sourcesOf } from '../base-register/other-codes';
import { holds } from '../base-register/register-periods';
import { type RestNoLonger, RestsNoLonger } from '../evidence/rests-no-longer.query';
import { alignedFacts } from './aligned-facts';
import type { Cause, Standing, WayPoint } from './difference';
import { evidenceCause, lessStopped } from './evidence-cause';
import type { JudgedFacts } from './judged-facts.query';
import { replaced } from './replaced-facts';

/** The way from the facts of one reading to those of another, kind by kind. */
@Injectable()
export class FactPoints {
  constructor(private readonly rests: RestsNoLonger) {}

  /** @param isOtherDay evidence has then come into the window or left it, whatever became known */
  async between(from: JudgedFacts, to: JudgedFacts, isOtherDay: boolean): Promise<WayPoint[]> {
    const since = isOtherDay ? null : from.knownAt;
    if (from.isAboutTheSame(to)) return this.exchanged(from, to, since);
    // Only a list of targets is another one by what is known, or by the day.
    const listed = to.on(alignedFacts(from, to));
    return [pointAt(listed, 'list'), ...(await this.exchanged(listed, to, since))];
  }

  /** @param since when what is exchanged was known, null where it is of another day */
  private async exchanged(
    from: JudgedFacts,
    to: JudgedFacts,
    since: Instant | null,
  ): Promise<WayPoint[]> {
    const back = since === null ? new Set<number>() : await this.takenBack(from, to, since);
    const evidence = (code: string, before: Standing | null, after: Standing | null): Cause => {
      if (since === null) return 'day';
      const unit = to.population.indexOf(code);
      const moved = { unit, from: from.facts, to: to.facts, before, after };
      return evidenceCause(moved, (one) => back.has(one));
    };
    return [...replaced(from.facts, to.facts)].map(({ cause, facts }) => {
      const judged = from.on(facts);
      const at = (code: string): Standing | null => judged.at(code);
      const causeOf = cause === 'new-evidence' ? evidence : (): Cause => cause;
      return { side: 'after' as const, causeOf, at };
    });
  }

  /**
   * Units against which fewer parcels stand than before, as some were withdrawn, or turned out to be
   * one; not those whose parcels were only told to have gone on.
   */
  private async takenBack(
    from: JudgedFacts,
    to: JudgedFacts,
    since: Instant,
  ): Promise<Set<number>> {
    const written = lessStopped(from.facts, to.facts).map((unit) => {
      const code = to.population.units[unit]?.code ?? '';
      const codes = to.ways.flatMap((way) =>
        sourcesOf(way, code).map((source) => ({ source, period: way.period })),
      );
      return { unit, codes };
    });
    const all = new Set(written.flatMap(({ codes }) => codes.map(({ source }) => source)));
    const rows = await this.rests.between([...all], to.window, [since, to.knownAt]);
    const byCode = new Map<string, RestNoLonger[]>();
    for (const row of rows) byCode.set(row.code, [...(byCode.get(row.code) ?? []), row]);
    const back = written.filter(({ codes }) => {
      const of = codes.flatMap(({ source, period }) =>
        (byCode.get(source) ?? []).filter(({ day }) => holds(period, day)),
      );
      return of.length === 0 || of.some(({ movedOn }) => !movedOn);
    });
    return new Set(back.map(({ unit }) => unit));
  }
}

export function pointAt(judged: JudgedFacts, cause: Cause): WayPoint {
  return { side: 'after', causeOf: () => cause, at: (code) => judged.at(code) };
}
