import type { JudgedIndicator, UnitKind } from '@youlu/vocabulary';
import { EditionShelf } from '../editions/editions';
import type { TargetList } from '../edition-form/indicator-edition';
import type { RowObjection } from './declaration';

const SHELF = new EditionShelf();

/**
 * Why a unit cannot be declared for an indicator: no register knows it, or the indicator does not
 * count its kind. `kinds` are all it has had in any edition; a unit may change its kind.
 */
export function objectToUnit(
  field: string,
  code: string,
  indicator: JudgedIndicator,
  kinds: readonly UnitKind[] | undefined,
): RowObjection | undefined {
  if (kinds === undefined) return unknownUnit(field, code);
  const { population } = SHELF.usual(indicator);
  if ('list' in population) return onList(population.list);
  const counted = population.kinds;
  if (kinds.some((kind) => counted.includes(kind))) return undefined;
  return {
    field,
    code: 'declaration.unit-not-counted',
    reason: `${code} 的类别不在该指标统计范围内。${code} is a ${kinds.join(' or ')}, and ${indicator} counts ${counted.join(', ')} only`,
    fix: '请申报该指标统计的单元，或改报其他指标。Declare the unit of the right kind that serves the place, or another indicator.',
  };
}

/** Why a completed declaration cannot be filed for a code: it is not a county. */
export function objectToCounty(
  field: string,
  code: string,
  kinds: readonly UnitKind[] | undefined,
): RowObjection | undefined {
  if (kinds === undefined) return unknownUnit(field, code);
  if (code.length === 6) return undefined;
  return {
    field,
    code: 'declaration.not-a-county',
    reason: `${code} 不是县级单位。${code} is not a county`,
    fix: '申报完毕须逐县提交：请填县级单元的 6 位代码。Declarations are completed county by county: send the 6 digits of the county.',
  };
}

function unknownUnit(field: string, code: string): RowObjection {
  return {
    field,
    code: 'declaration.unit-unknown',
    reason: `已导入的名录中没有 ${code}。No loaded register knows ${code}`,
    fix: '请用 GET /v1/units/{code} 查询代码，或先导入含该代码的名录。Look the code up with GET /v1/units/{code}, or load the register that has it.',
  };
}

function onList(list: TargetList): RowObjection {
  return {
    field: 'indicator',
    code: 'declaration.by-list',
    reason: `${list} 按自有名单统计，不按区划单位申报。${list} counts targets of its own list, not units of the register`,
    fix: '请在名单中填写 servedFrom：POST /v1/coverage-targets。Say servedFrom in the list: POST /v1/coverage-targets.',
  };
}
