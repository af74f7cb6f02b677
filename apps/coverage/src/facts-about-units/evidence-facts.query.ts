import { Injectable } from '@nestjs/common';
import { daysBetween } from '@youlu/vocabulary';
import { Heirs } from '../base-register/heirs';
import { otherCodesOf } from '../base-register/other-codes';
import { holds, partIn } from '../base-register/register-periods';
import type { WayToBase } from '../base-register/way-to-base';
import { wholeWeeksEnding } from '../edition-form/evidence-window';
import { NOT_DECLARED, type WritableFacts } from '../edition-form/unit-facts';
import { EvidenceAtPoints } from '../evidence/evidence-at-points.query';
import {
  EvidenceInWindow,
  type PlaceEvidence,
  type Stretch,
} from '../evidence/evidence-in-window.query';
import { ToldTwiceAbout } from '../evidence/told-twice-about.query';
import type { Telling } from '../evidence/told-twice.query';
import type { TargetUnit } from '../judgement/target-unit';
import type { Reading } from './reading';

const WORD_BITS = 31;

/** What scans and visits show, in columns. A code is read by the register in force on the day. */
@Injectable()
export class EvidenceFacts {
  constructor(
    private readonly window: EvidenceInWindow,
    private readonly points: EvidenceAtPoints,
    private readonly twice: ToldTwiceAbout,
  ) {}

  async read(reading: Reading): Promise<void> {
    const { edition, parameters } = reading.opened;
    if (edition.evidence === 'visits') return this.readVisits(reading);
    if (edition.evidence === 'at-targets') return this.readTargets(reading);
    const { knownAt } = reading.opened.question;
    const { modes } = parameters;
    // Of the whole window, whichever register reads which part of it.
    const twice = await this.twice.read(reading.ways, { ...windowOf(reading), knownAt }, modes);
    await Promise.all(this.parts(reading).map((part) => this.readPart(reading, part, twice)));
    if (parameters.daysNeeded > 1) await this.readDays(reading);
  }

  /** Only where a declaration stands without evidence can stopped parcels say anything. */
  async readStopped(reading: Reading): Promise<void> {
    const { opened, population, facts, origins, ways } = reading;
    const doubtful = population.units.filter(
      (_, unit) => facts.declaredFrom[unit] !== NOT_DECLARED && facts.evidenceCount[unit] === 0,
    );
    const { to: last } = windowOf(reading);
    const isStated = (code: string): boolean => opened.tree.find(code) !== undefined;
    const other = otherCodesOf(
      doubtful.map(({ code }) => code),
      ways,
      isStated,
    );
    const linked = new Map<number, Set<string>>();
    for (const { way, stretch } of this.parts(reading)) {
      const heirs = new Heirs(population, way.succession, origins);
      const codes = doubtful.flatMap(({ code }) => heirs.sourcesOf(code));
      const rows = await this.window.stoppedElsewhere(codes, stretch, last, other);
      for (const row of rows) {
        heirs.each(row.code, (unit) => {
          const known = linked.get(unit) ?? new Set();
          const before = known.size;
          for (const parcel of row.linked) known.add(parcel);
          if (known.size > 0) linked.set(unit, known);
          const parcels = row.parcels + known.size - before;
          facts.stoppedElsewhere[unit] = (facts.stoppedElsewhere[unit] ?? 0) + parcels;
          if (row.simulated) facts.simulated[unit] = 1;
        });
      }
    }
  }

  private async readPart(reading: Reading, { way, stretch }: Part, twice: Telling): Promise<void> {
    const { population, facts, origins } = reading;
    const rows = await this.summaries(reading, stretch, twice);
    const heirs = new Heirs(population, way.succession, origins);
    for (const row of rows) heirs.each(row.code, (unit) => addEvidence(facts, unit, row));
  }

  private async summaries(
    { opened, scope }: Reading,
    stretch: Stretch,
    twice: Telling,
  ): Promise<PlaceEvidence[]> {
    switch (opened.edition.evidence) {
      case 'at-stations':
        return this.window.atStations(scope, stretch, twice);
      case 'at-village-points':
        return this.points.atVillagePoints(scope, stretch);
      case 'in-villages':
        return this.window.inVillages(scope, stretch, twice);
      case 'visits':
      case 'at-targets':
        return []; // read otherwise
    }
  }

  private async readVisits(reading: Reading): Promise<void> {
    const { opened, scope, population, facts, origins, ways } = reading;
    const { question, parameters } = opened;
    const mondays = wholeWeeksEnding(question.asOf, parameters.windowWeeks);
    for (const { period, succession } of ways) {
      const some = mondays.filter((monday) => holds(period, monday));
      if (some.length === 0) continue;
      const heirs = new Heirs(population, succession, origins);
      const first = mondays.indexOf(some[0] ?? '');
      for (const row of await this.window.visitedDays(scope, some, question.knownAt)) {
        heirs.each(row.code, (unit) => {
          addEvidence(facts, unit, row);
          row.dayBitsByWeek.forEach((bits, week) => {
            const at = unit * facts.weeks + first + week;
            facts.visitedDays[at] = (facts.visitedDays[at] ?? 0) | bits;
          });
        });
      }
    }
  }

  /** Days are put together as bits, so that units that merged count a day once. */
  private async readDays(reading: Reading): Promise<void> {
    const { opened, scope, population, facts, origins } = reading;
    const window = windowOf(reading);
    const words = Math.ceil((daysBetween(window.from, window.to) + 1) / WORD_BITS);
    const bits = new Int32Array(population.size * words);
    for (const { way, stretch } of this.parts(reading)) {
      const heirs = new Heirs(population, way.succession, origins);
      const asked = { origin: window.from, words, wordBits: WORD_BITS };
      const { evidence } = opened.edition;
      const rows = await this.points.days(evidence, scope, stretch, asked, opened.parameters.modes);
      for (const { code, dayBits } of rows) {
        heirs.each(code, (unit) => {
          for (let word = 0; word < words; word++) {
            const at = unit * words + word;
            bits[at] = (bits[at] ?? 0) | (dayBits[word] ?? 0);
          }
        });
      }
    }
    for (let unit = 0; unit < population.size; unit++) {
      let days = 0;
      for (let word = 0; word < words; word++) days += bitsIn(bits[unit * words + word] ?? 0);
      facts.evidenceDays[unit] = days;
    }
  }

  /** Targets are known by their nodes; what happened there counts wherever the register puts it. */
  private async readTargets(reading: Reading): Promise<void> {
    const { opened, population, facts } = reading;
    const { parameters, question } = opened;
    const nodes = new Map<string, number[]>();
    population.units.forEach((unit, at) => {
      const { nodeId } = unit as Partial<TargetUnit>;
      if (nodeId) nodes.set(nodeId, [...(nodes.get(nodeId) ?? []), at]);
    });
    if (nodes.size === 0) return;
    const window = { ...windowOf(reading), knownAt: question.knownAt };
    for (const row of await this.points.atNodes([...nodes.keys()].sort(), window)) {
      for (const unit of nodes.get(row.code) ?? []) {
        addEvidence(facts, unit, row);
        facts.evidenceDays[unit] = parameters.daysNeeded > 1 ? row.days : 1;
      }
    }
  }

  private parts(reading: Reading): Part[] {
    const { knownAt } = reading.opened.question;
    const window = windowOf(reading);
    return reading.ways.flatMap((way) => {
      const part = partIn(window, way.period);
      return part ? [{ way, stretch: { ...part, knownAt } }] : [];
    });
  }
}

/** A part of the window, in which one register was in force. */
interface Part {
  readonly way: WayToBase;
  readonly stretch: Stretch;
}

function windowOf({ opened }: Reading) {
  return opened.edition.windowOn(opened.question.asOf, opened.parameters);
}

function addEvidence(facts: WritableFacts, unit: number, row: PlaceEvidence): void {
  const count = facts.evidenceCount[unit] ?? 0;
  const { firstAt, lastAt } = facts;
  facts.evidenceCount[unit] = count + row.count;
  if (row.firstAt !== null && (count === 0 || row.firstAt < (firstAt[unit] ?? 0))) {
    firstAt[unit] = row.firstAt;
  }
  if (row.lastAt !== null && (count === 0 || row.lastAt > (lastAt[unit] ?? 0))) {
    lastAt[unit] = row.lastAt;
  }
  facts.evidenceDays[unit] = 1;
  if (row.simulated) facts.simulated[unit] = 1;
}

function bitsIn(word: number): number {
  let bits = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) bits++;
  return bits;
}
