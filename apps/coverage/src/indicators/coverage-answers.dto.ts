import { type Static, Type } from '@sinclair/typebox';
import {
  COVERAGE_STATES,
  formatInstant,
  JUDGED_INDICATORS,
  percentTruncated,
  UNIT_KINDS,
} from '@youlu/vocabulary';
import { levelOf, UNIT_LEVELS } from '../register/unit-level';
import type { EvidenceItem } from '../evidence/evidence-behind.query';
import { DENOMINATOR_NAMES } from '../edition-form/denominators';
import type { Language } from '../edition-form/language';
import { MODE_NAMES } from '../edition-form/parameters';
import type { JudgedUnit } from '../judgement/judged-units';
import { Basis, BASIS_COLUMNS, basisOf } from './basis.dto';
import type { ModesOfPlace } from './coverage-modes.query';
import type { OpenedQuestion } from './coverage-question';
import type { PlaceTally } from './coverage-rates.query';
import { daysHref, unitsHref } from './next-step';

const OneOf = <const W extends readonly string[]>(words: W) =>
  Type.Unsafe<W[number]>({ type: 'string', enum: [...words] });
const Count = Type.Integer({ minimum: 0 });
const TextOrNull = Type.Union([Type.String(), Type.Null()]);
const Href = Type.String({ description: 'Path of what stands behind it' });
const Percent = Type.String({
  description: 'truncated to two decimals; empty for nothing of nothing',
});

export const RateItem = Type.Object({
  code: Type.String(),
  name: Type.String(),
  level: OneOf(UNIT_LEVELS),
  indicator: OneOf(JUDGED_INDICATORS),
  edition: Type.String(),
  denominatorName: OneOf(DENOMINATOR_NAMES),
  registerDate: Type.String(),
  asOf: Type.String(),
  knownAt: Type.Union([Type.String(), Type.Null()], {
    description: 'What had been recorded by then; null: all that is recorded',
  }),
  denominator: Count,
  declared: Count,
  observed: Count,
  declaredOnly: Count,
  contradicted: Count,
  notServed: Count,
  unknown: Count,
  excluded: Count,
  undeclared: Type.Integer({
    minimum: 0,
    description:
      'of those observed, how many nobody declares and no ruling found; in `observed`, not in `declared`',
  }),
  measured: Type.Object({ numerator: Count, denominator: Count }),
  declaredPercent: Percent,
  observedPercent: Percent,
  measuredPercent: Percent,
  simulated: Type.Boolean(),
  href: Href,
});
export type RateItem = Static<typeof RateItem>;

export const UnitItem = Type.Object({
  code: Type.String(),
  name: Type.String(),
  level: OneOf(UNIT_LEVELS),
  kind: OneOf(UNIT_KINDS),
  parentCode: TextOrNull,
  indicator: OneOf(JUDGED_INDICATORS),
  state: OneOf(COVERAGE_STATES),
  rule: Type.String(),
  reason: Type.String(),
  undeclared: Type.Boolean({ description: 'observed, though nobody declares it' }),
  declaredFrom: Type.Union([Type.String(), Type.Null()], {
    description: 'of its declarations; null where only a ruling found it served (settled-served)',
  }),
  firstEvidenceAt: TextOrNull,
  lastEvidenceAt: TextOrNull,
  evidenceCount: Count,
  simulated: Type.Boolean(),
  href: Href,
});
export type UnitItem = Static<typeof UnitItem>;
const { href: _path, ...UNIT_FIELDS } = UnitItem.properties;
export const UNIT_COLUMNS = [
  ...(Object.keys(UNIT_FIELDS) as (keyof typeof UNIT_FIELDS)[]),
  ...BASIS_COLUMNS,
] as const;

const WAYBILLS = 'All numbers of the parcel, the one it is counted under first; none of a visit';

export const EvidenceAnswerItem = Type.Object({
  day: Type.String(),
  occurredAt: Type.String(),
  kind: Type.String(),
  placeCode: Type.String(),
  nodeId: TextOrNull,
  trackingNumber: TextOrNull,
  waybills: Type.Array(Type.String(), { description: WAYBILLS }),
  scanId: TextOrNull,
  visitId: TextOrNull,
  href: Type.Union([Type.String(), Type.Null()], {
    description: 'Path of the parcel’s course, a door of tracking; null for a visit',
  }),
});
export type EvidenceAnswerItem = Static<typeof EvidenceAnswerItem>;

export const ModesAnswer = Type.Object({
  code: Type.String(),
  name: Type.String(),
  indicator: Type.Literal('village-express'),
  denominatorName: OneOf(DENOMINATOR_NAMES),
  registerDate: Type.String(),
  asOf: Type.String(),
  knownAt: Type.Union([Type.String(), Type.Null()], {
    description: 'What had been recorded by then; null: all that is recorded',
  }),
  denominator: Type.Integer({ minimum: 0, description: 'villages counted; excluded ones are not' }),
  items: Type.Array(
    Type.Object({
      mode: OneOf(MODE_NAMES),
      declared: Type.Integer({
        description:
          'villages for which the mode is declared, or that a ruling found served, in whatever mode',
      }),
      observed: Type.Integer({
        description: 'those of them that are observed by scans that state this mode or none',
      }),
      href: Href,
    }),
  ),
  simulated: Type.Boolean(),
  href: Href,
  basis: Basis,
});
export type ModesAnswer = Static<typeof ModesAnswer>;

export function modesAnswer(answer: ModesOfPlace): ModesAnswer {
  const { opened, lineage, denominator, modes, simulated } = answer;
  const { place, placeCode, question, tree } = opened;
  return {
    code: placeCode,
    name: place?.name ?? '',
    indicator: 'village-express',
    denominatorName: question.denominator,
    registerDate: tree.registerDate,
    asOf: question.asOf,
    knownAt: instantOrNull(question.knownAt),
    denominator,
    items: modes.map(({ opened: ofMode, ...rest }) => ({
      ...rest,
      href: unitsHref(ofMode, placeCode),
    })),
    simulated,
    href: unitsHref(opened, placeCode),
    basis: basisOf(opened, lineage),
  };
}

export function rateItem(opened: OpenedQuestion, { unit, tally }: PlaceTally): RateItem {
  const { measured, declared, observed, denominator } = tally;
  const { edition, question } = opened;
  return {
    code: unit.code,
    name: unit.name,
    level: levelOf(unit),
    indicator: edition.indicator,
    edition: edition.edition,
    denominatorName: question.denominator,
    registerDate: opened.tree.registerDate,
    asOf: question.asOf,
    knownAt: instantOrNull(question.knownAt),
    denominator,
    declared,
    observed,
    declaredOnly: tally.declaredOnly,
    contradicted: tally.contradicted,
    notServed: tally.notServed,
    unknown: tally.unknown,
    excluded: tally.excluded,
    undeclared: tally.undeclared,
    measured: { numerator: measured, denominator: declared },
    declaredPercent: percentTruncated(declared, denominator),
    observedPercent: percentTruncated(observed, denominator),
    measuredPercent: percentTruncated(measured, declared),
    simulated: tally.simulated,
    href: unitsHref(opened, unit.code),
  };
}

export function unitItem(opened: OpenedQuestion, judged: JudgedUnit, language: Language): UnitItem {
  const { unit, evidence } = judged;
  return {
    code: unit.code,
    name: unit.name,
    level: levelOf(unit),
    kind: unit.kind,
    parentCode: unit.parentCode,
    indicator: opened.question.indicator,
    state: judged.state,
    rule: judged.rule,
    reason: judged.reason(language),
    undeclared: judged.undeclared,
    declaredFrom: judged.declaredFrom,
    firstEvidenceAt: instantOrNull(evidence.firstAt),
    lastEvidenceAt: instantOrNull(evidence.lastAt),
    evidenceCount: evidence.count,
    simulated: judged.simulated,
    href: daysHref(opened, unit.code),
  };
}

function instantOrNull(instant: number | null | undefined): string | null {
  return instant === null || instant === undefined ? null : formatInstant(instant);
}

export function evidenceItem(item: EvidenceItem): EvidenceAnswerItem {
  const { day, kind, placeCode, nodeId, trackingNumber, waybills, scanId, visitId } = item;
  const occurredAt = formatInstant(item.occurredAt);
  const href = trackingNumber === null ? null : `/v1/parcels/${encodeURIComponent(trackingNumber)}`;
  const where = { placeCode, nodeId };
  return { day, occurredAt, kind, ...where, trackingNumber, waybills, scanId, visitId, href };
}
