import { daysEnding } from '../edition-form/evidence-window';
import { type IndicatorEdition, type TargetList, STEPS } from '../edition-form/indicator-edition';
import { found, type Words } from '../edition-form/reason';
import { enoughDays, seenInWindow, tooFewDays } from './served-by-parcels';

/**
 * The rule by which a target on a list of its own is served: parcels change hands at the node that the
 * list names for it. The list also says since when the operator declares it.
 */
export function servedTargets(
  indicator: TargetList,
  words: Pick<IndicatorEdition, 'name' | 'definition' | 'source'> & { readonly where: Words },
): IndicatorEdition {
  const { where, ...named } = words;
  return {
    indicator,
    edition: '2020',
    ...named,
    population: { list: indicator },
    exclusions: [],
    parameters: {
      windowDays: { usual: 28, min: 1, max: 366 },
      daysNeeded: { usual: 1, min: 1, max: 366 },
    },
    evidence: 'at-targets',
    precedence: STEPS,
    windowOn: (asOf, { windowDays }) => daysEnding(asOf, windowDays),
    observes: enoughDays,
    why: {
      observed: (facts, unit, parameters) => seenInWindow(facts, unit, parameters, where),
      declared(facts, unit, parameters) {
        const { windowDays } = parameters;
        const few = tooFewDays(facts, unit, parameters);
        return found(
          'declared-without-evidence',
          () => `名录载明已服务，但近${windowDays}天内${where.zh}${few?.zh ?? '无揽收、无妥投'}`,
          () =>
            few
              ? `the list says it is served, but within ${windowDays} days ${few.en}`
              : `the list says it is served, but nothing was accepted or handed over ${where.en} within ${windowDays} days`,
        );
      },
    },
  };
}
