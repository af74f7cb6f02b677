import type { JudgedIndicator } from '@youlu/vocabulary';
import { DENOMINATORS } from '../edition-form/denominators';
import { EDITIONS, USUAL_EDITION } from '../editions/editions';
import type { EvidencePlace, IndicatorEdition, Step } from '../edition-form/indicator-edition';
import {
  type Limits,
  MODE_NAMES,
  PARAMETER_NAMES,
  type ParameterName,
} from '../edition-form/parameters';
import type { Words } from '../edition-form/reason';

interface CataloguedParameter {
  readonly name: ParameterName;
  readonly meaning: Words;
  /** Whole numbers, or null for a list of words. */
  readonly limits: Limits | null;
  readonly words: readonly string[] | null;
}

interface CataloguedStep {
  readonly step: Step;
  readonly meaning: Words;
}

/** One edition as a reader sees it; the page and the API are made of the same. */
export interface CataloguedEdition {
  readonly indicator: JudgedIndicator;
  readonly edition: string;
  /** Whether a question that names no edition is judged by this one. */
  readonly usual: boolean;
  readonly name: Words;
  readonly definition: Words;
  readonly source: Words;
  readonly population: Words;
  readonly evidence: Words;
  readonly heedsPrescriptions: boolean;
  readonly parameters: readonly CataloguedParameter[];
  readonly precedence: readonly CataloguedStep[];
  readonly exclusions: number;
  readonly denominators: readonly { readonly name: string; readonly description: Words }[];
}

const PARAMETERS: Readonly<Record<ParameterName, Words>> = {
  windowDays: {
    zh: '观测窗口天数，截至所问之日',
    en: 'days within which evidence counts, ending on the day asked about',
  },
  windowWeeks: {
    zh: '计入的完整周数（ISO周）',
    en: 'whole ISO weeks that count',
  },
  daysNeeded: {
    zh: '窗口内（直接通邮为每周）须有记录的不同天数',
    en: 'distinct days with evidence that the window must hold, or each week (direct mail)',
  },
  modes: {
    zh: '只计以这些方式申报的村；扫描注明其他方式的，不作为佐证，未注明方式的仍作为佐证',
    en: 'only villages that are declared in one of these modes count; a scan that states another mode is no evidence, one that states none is',
  },
};

const STEPS: Readonly<Record<Step, Words>> = {
  excluded: {
    zh: '排除（excluded）：在排除名录上，或因季节性停邮，附书面理由，不计入分母',
    en: 'excluded: on the list of exclusions, or closed by season, with the written reason; not in the denominator',
  },
  'settled-challenge': {
    zh: '申诉裁定：裁定未服务的，已申报的为矛盾，未申报的为未服务',
    en: 'settled challenge: found not served, it is contradicted where declared and not-served where not',
  },
  observed: {
    zh: '实测（observed）：窗口内的记录达到要求',
    en: 'observed: the evidence of the window is what is asked for',
  },
  'settled-served': {
    zh: '申诉裁定已服务：视同已申报，计为仅申报（declared-only），不计为实测',
    en: 'settled for: found served, it counts as declared and is declared-only, never observed',
  },
  contradicted: {
    zh: '矛盾（contradicted）：已申报，但记录与申报相反',
    en: 'contradicted: declared, and evidence speaks against it',
  },
  declared: {
    zh: '仅申报（declared-only）：有生效的申报，无以上情形',
    en: 'declared-only: a declaration is in force, and none of the above',
  },
  filed: {
    zh: '未服务（not-served）：未申报，且所在县已申报完毕；否则不作判断（unknown）',
    en: 'not-served: not declared, and the county has filed that its declaration is complete; else unknown',
  },
};

const EVIDENCE: Readonly<Record<EvidencePlace, Words>> = {
  'at-stations': {
    zh: '在该乡镇站点的揽收和妥投',
    en: 'accepted or handed over at a station of the township',
  },
  'in-villages': {
    zh: '在该村内的揽收和妥投（以发生地为准，不看收件地址）',
    en: 'accepted or handed over in the village (where it happened, never the address)',
  },
  visits: { zh: '到村记录', en: 'visits to the village' },
  'at-village-points': {
    zh: '在该村驻村网点的揽收和妥投',
    en: 'accepted or handed over at a point that stands in the village',
  },
  'at-targets': {
    zh: '在名录所载节点的揽收和妥投',
    en: 'accepted or handed over at the node that the list names',
  },
};

/** Every edition with its words, in the order of the list. */
export function indicatorCatalogue(
  editions: readonly IndicatorEdition[] = EDITIONS,
): CataloguedEdition[] {
  return editions.map((edition) => ({
    indicator: edition.indicator,
    edition: edition.edition,
    usual: edition.edition === USUAL_EDITION,
    name: edition.name,
    definition: edition.definition,
    source: edition.source,
    population: populationWords(edition),
    evidence: EVIDENCE[edition.evidence],
    heedsPrescriptions: edition.heedsPrescriptions ?? false,
    parameters: parametersOf(edition),
    precedence: edition.precedence
      .filter((step) => step !== 'contradicted' || edition.contradicts !== undefined)
      .map((step) => ({ step, meaning: STEPS[step] })),
    exclusions: edition.exclusions.length,
    denominators:
      'list' in edition.population
        ? []
        : Object.values(DENOMINATORS).map(({ name, description }) => ({ name, description })),
  }));
}

function parametersOf({ parameters }: IndicatorEdition): CataloguedParameter[] {
  return PARAMETER_NAMES.filter((name) => parameters[name] !== undefined).map((name) => {
    const limits = parameters[name];
    const isList = limits === true || limits === undefined;
    return {
      name,
      meaning: PARAMETERS[name],
      limits: isList ? null : limits,
      words: isList ? MODE_NAMES : null,
    };
  });
}

function populationWords({ population }: IndicatorEdition): Words {
  if ('list' in population) {
    const { list } = population;
    return { zh: `导入名录 ${list} 所列对象`, en: `the targets of the imported list ${list}` };
  }
  const kinds = population.kinds.join(', ');
  return {
    zh: `名录第${population.level}级单元，类别 ${kinds}`,
    en: `units of level ${population.level} of the register, of the kinds ${kinds}`,
  };
}
