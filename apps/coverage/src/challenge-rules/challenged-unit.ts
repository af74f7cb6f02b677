import type { JudgedIndicator, UnitKind } from '@youlu/vocabulary';
import type { TargetList } from '../edition-form/indicator-edition';
import { EditionShelf } from '../editions/editions';
import type { Objection } from './challenge';

const SHELF = new EditionShelf();

/** How a challenge names what it is about: a unit of the register, or a target of a list. */
export interface NamedUnit {
  readonly indicator: JudgedIndicator;
  readonly unitCode: string | null;
  readonly targetId: string | null;
}

/** What is known of it: kinds that any register gives the unit, the list that the target is on. */
interface KnownOfUnit {
  readonly kinds: readonly UnitKind[] | undefined;
  readonly list: TargetList | undefined;
}

/** Why nothing can be said of a unit's state under an indicator: it is none that the indicator counts. */
export function objectToUnit(named: NamedUnit, known: KnownOfUnit): Objection | undefined {
  const { population } = SHELF.usual(named.indicator);
  return 'list' in population
    ? objectToTarget(named, population.list, known)
    : objectToRegistered(named, population.kinds, known);
}

function objectToTarget(
  { unitCode, targetId }: NamedUnit,
  wanted: TargetList,
  { list }: KnownOfUnit,
): Objection | undefined {
  if (targetId === null || unitCode !== null) {
    return {
      field: unitCode === null ? 'targetId' : 'unitCode',
      code: 'challenge.by-list',
      reason: `${wanted} 按自有名单统计，不按区划单位。${wanted} counts targets of its own list, not units of the register`,
      fix: '请不填 unitCode，改填名单中的 targetId。Leave unitCode away, and send the targetId under which it is listed.',
    };
  }
  if (list === wanted) return undefined;
  return {
    field: 'targetId',
    code: 'challenge.target-unknown',
    reason: `名单 ${wanted} 中没有 ${targetId}。the list ${wanted} has no ${targetId}`,
    fix: `请查 GET /v1/coverage/units?indicator=${wanted}：代码中“-”之后即 targetId；未列入的先以 POST /v1/coverage-targets 登记。GET /v1/coverage/units?indicator=${wanted} lists them, the targetId behind the first "-" of the code; POST /v1/coverage-targets puts one on the list.`,
  };
}

function objectToRegistered(
  { indicator, unitCode, targetId }: NamedUnit,
  counted: readonly UnitKind[],
  { kinds }: KnownOfUnit,
): Objection | undefined {
  if (unitCode === null || targetId !== null) {
    return {
      field: targetId === null ? 'unitCode' : 'targetId',
      code: 'challenge.by-register',
      reason: `${indicator} 按区划单位统计，没有名单。${indicator} counts units of the register, and has no list`,
      fix: '请不填 targetId，改填单元的 unitCode。Leave targetId away, and send the unitCode of the unit.',
    };
  }
  if (kinds === undefined) {
    return {
      field: 'unitCode',
      code: 'challenge.unit-unknown',
      reason: `已导入的名录中没有 ${unitCode}。no loaded register knows ${unitCode}`,
      fix: '请用 GET /v1/units/{code} 查询代码，或以 GET /v1/units?name= 按名称查找。Look the code up with GET /v1/units/{code}, or by name with GET /v1/units?name=.',
    };
  }
  if (kinds.some((kind) => counted.includes(kind))) return undefined;
  return {
    field: 'unitCode',
    code: 'challenge.unit-not-counted',
    reason: `${unitCode} 的类别不在该指标统计范围内，没有可申诉的状态。${unitCode} is a ${kinds.join(' or ')}: ${indicator} counts ${counted.join(', ')} only, so it has no state to object to`,
    fix: '请填该指标统计的单元，或改填其他指标。Send the unit that the indicator counts there, or another indicator.',
  };
}
