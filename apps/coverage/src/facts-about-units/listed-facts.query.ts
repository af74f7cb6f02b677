import { Injectable } from '@nestjs/common';
import { addDays, dayNumber } from '@youlu/vocabulary';
import { placeOnBase } from '../base-register/place-on-base';
import { holds } from '../base-register/register-periods';
import type { WayToBase } from '../base-register/way-to-base';
import { wholeWeeksEnding } from '../edition-form/evidence-window';
import type { TargetList } from '../edition-form/indicator-edition';
import { NOT_DECLARED, type Prescription } from '../edition-form/unit-facts';
import { EvidenceAtPoints, type OpenPoint } from '../evidence/evidence-at-points.query';
import type { CoverageTarget } from '../own-lists/coverage-target';
import type { MailPrescription } from '../own-lists/mail-prescription';
import { OwnLists } from '../own-lists/own-lists.query';
import type { TargetUnit } from '../judgement/target-unit';
import type { StandingUnit } from '../register/register-tree';
import type { OpenedQuestion } from '../indicators/coverage-question';
import type { Reading } from './reading';
import { StatedCodes } from './stated-codes.query';

const WEEK_DAYS = 7;

/** What lists beside the register say, in columns: targets, prescriptions, points with hours. */
@Injectable()
export class ListedFacts {
  constructor(
    private readonly lists: OwnLists,
    private readonly points: EvidenceAtPoints,
    private readonly stated: StatedCodes,
  ) {}

  /**
   * The targets of a list as units, by code, each in the division that its own has become. Those whose
   * division came to nothing in the base are left out.
   */
  async targets(
    { tree, question }: OpenedQuestion,
    list: TargetList,
    ways: readonly WayToBase[],
  ): Promise<TargetUnit[]> {
    const rows = await this.lists.targetsOn(list, question.asOf, question.knownAt);
    const units = rows.flatMap((row) => {
      const code = placeOnBase(
        row.placeCode,
        row.from,
        ways,
        (one) => tree.find(one) !== undefined,
      );
      const place = code === undefined ? undefined : tree.find(code);
      return place ? [unitOf(row, place)] : [];
    });
    return units.sort((a, b) => (a.code < b.code ? -1 : 1));
  }

  async read(reading: Reading): Promise<void> {
    const { edition, question } = reading.opened;
    if ('list' in edition.population) noteTargets(reading);
    if (edition.heedsPrescriptions) await this.readPrescriptions(reading);
    if (edition.evidence === 'at-village-points') await this.readPoints(reading, question.asOf);
  }

  /** A point with opening hours is what the network says: it declares a resident station. */
  private async readPoints(reading: Reading, asOf: string): Promise<void> {
    const { opened, facts, ways, statedScope } = reading;
    const rows = await this.points.openPoints(statedScope, asOf, opened.question.knownAt);
    const take = (unit: number, { opensOn, simulated }: OpenPoint): void => {
      const since = facts.declaredFrom[unit] ?? NOT_DECLARED;
      const begun = dayNumber(opensOn);
      facts.declaredFrom[unit] = since === NOT_DECLARED ? begun : Math.min(since, begun);
      if (simulated) facts.simulated[unit] = 1;
    };
    for (const way of ways) {
      const begun = rows.filter(({ opensOn }) => holds(way.period, opensOn));
      await this.stated.each(reading, way, begun, ({ placeCode }) => placeCode, take);
    }
  }

  private async readPrescriptions(reading: Reading): Promise<void> {
    const { opened, facts, ways } = reading;
    const { question, parameters } = opened;
    const mondays = wholeWeeksEnding(question.asOf, parameters.windowWeeks);
    const [first, last] = [mondays[0] ?? question.asOf, mondays.at(-1) ?? question.asOf];
    const rows = await this.lists.prescriptionsBetween(
      first,
      addDays(last, WEEK_DAYS - 1),
      question.knownAt,
    );
    const found = new Map<number, MailPrescription[]>();
    const take = (unit: number, row: MailPrescription): void => {
      found.set(unit, [...(found.get(unit) ?? []), row]);
      if (row.simulated) facts.simulated[unit] = 1;
    };
    for (const way of ways) {
      const begun = rows.filter(({ from }) => holds(way.period, from));
      await this.stated.each(reading, way, begun, ({ unitCode }) => unitCode, take);
    }
    facts.prescriptions = new Map(
      [...found].map(([unit, list]) => [unit, prescriptionOf(list, mondays)] as const),
    );
  }
}

/** What several rows prescribe for a village: in each week the least, and closed if any row says so. */
function prescriptionOf(
  rows: readonly MailPrescription[],
  mondays: readonly string[],
): Prescription {
  const inWeek = (row: MailPrescription, monday: string): boolean =>
    row.kind === 'seasonal-closure'
      ? row.from <= addDays(monday, WEEK_DAYS - 1) && (row.to === null || monday < row.to)
      : row.from <= monday && (row.to === null || monday < row.to);
  const visitsPerWeek = mondays.map((monday) => {
    const visits = rows.flatMap((row) => (inWeek(row, monday) ? (row.visitsPerWeek ?? []) : []));
    return visits.length === 0 ? null : Math.min(...visits);
  });
  const closed = mondays.map((monday) =>
    rows.some((row) => row.kind === 'seasonal-closure' && inWeek(row, monday)),
  );
  const reasons = new Set(rows.map(({ reason }) => reason));
  return { visitsPerWeek, closed, reason: [...reasons].join('; ') };
}

function noteTargets({ population, facts, opened }: Reading): void {
  const { asOf } = opened.question;
  (population.units as readonly TargetUnit[]).forEach(({ servedFrom, simulated }, unit) => {
    if (servedFrom !== null && servedFrom <= asOf) facts.declaredFrom[unit] = dayNumber(servedFrom);
    if (simulated) facts.simulated[unit] = 1;
  });
}

function unitOf(row: CoverageTarget, place: StandingUnit): TargetUnit {
  const { targetId, name, nodeId, servedFrom, simulated } = row;
  const { code: parentCode, level, kind } = place;
  const code = `${parentCode}-${targetId}`;
  return {
    unitId: targetId,
    code,
    name,
    level,
    kind,
    parentCode,
    nodeId,
    servedFrom,
    simulated,
  };
}
