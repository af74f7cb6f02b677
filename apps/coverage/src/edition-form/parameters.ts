import { SERVICE_MODES, type ServiceMode } from '@youlu/vocabulary';

/** A mode, or `unstated` for declarations that name none. */
export const MODE_NAMES = [...SERVICE_MODES, 'unstated'] as const;
export type ModeName = ServiceMode | 'unstated';

/** What a question may set beside place, day and register: part of the question and of the answer. */
export interface Parameters {
  /** Days that end on the day asked about; evidence counts within them. */
  readonly windowDays: number;
  /** Whole ISO weeks that count, for what has a rhythm of weeks. */
  readonly windowWeeks: number;
  /** Distinct days with evidence that the window, or each week, must hold. */
  readonly daysNeeded: number;
  /** Only declarations in one of these modes count, and scans that state no other; null for all. */
  readonly modes: readonly ModeName[] | null;
}
export const PARAMETER_NAMES = ['windowDays', 'windowWeeks', 'daysNeeded', 'modes'] as const;
export type ParameterName = (typeof PARAMETER_NAMES)[number];

export interface Limits {
  readonly usual: number;
  readonly min: number;
  readonly max: number;
}

/** Which parameters an edition takes, between which limits, and what holds when one is left away. */
export interface ParameterLimits {
  readonly windowDays?: Limits;
  readonly windowWeeks?: Limits;
  readonly daysNeeded?: Limits;
  readonly modes?: true;
}

/** Parameters as they were asked for; what is undefined is as usual. */
export type AskedParameters = { readonly [K in ParameterName]?: Parameters[K] | undefined };

export interface ParameterFault {
  readonly field: ParameterName;
  /** What is wrong, in Chinese. */
  readonly zh: string;
  readonly reason: string;
  readonly fix: string;
}

/** The parameters of a question, or what is wrong with those that were asked for. */
export function parametersOf(
  limits: ParameterLimits,
  asked: AskedParameters,
): Parameters | ParameterFault {
  for (const field of PARAMETER_NAMES) {
    const fault = asked[field] === undefined ? undefined : faultOf(limits, field, asked);
    if (fault) return fault;
  }
  const parameters = {
    windowDays: asked.windowDays ?? limits.windowDays?.usual ?? 0,
    windowWeeks: asked.windowWeeks ?? limits.windowWeeks?.usual ?? 0,
    daysNeeded: asked.daysNeeded ?? limits.daysNeeded?.usual ?? 1,
    modes: asked.modes ?? null,
  };
  if (limits.windowDays && parameters.daysNeeded > parameters.windowDays) {
    return {
      field: 'daysNeeded',
      zh: `${parameters.windowDays} 天之内不可能有 ${parameters.daysNeeded} 天`,
      reason: `a window of ${parameters.windowDays} days never holds ${parameters.daysNeeded} of them`,
      fix: 'Ask for fewer daysNeeded or for more windowDays.',
    };
  }
  return parameters;
}

/** The parameters that an edition takes, as a question may send them again. */
export function takenParameters(limits: ParameterLimits, parameters: Parameters): AskedParameters {
  const taken = PARAMETER_NAMES.filter(
    (name) => limits[name] !== undefined && parameters[name] !== null,
  );
  return Object.fromEntries(taken.map((name) => [name, parameters[name]]));
}

function faultOf(
  limits: ParameterLimits,
  field: ParameterName,
  asked: AskedParameters,
): ParameterFault | undefined {
  const limit = limits[field];
  if (limit === undefined) {
    const known = PARAMETER_NAMES.filter((name) => limits[name] !== undefined).join(', ');
    return {
      field,
      zh: '该口径版本没有此参数',
      reason: `this edition takes no ${field}`,
      fix: known === '' ? 'Leave it away.' : `Leave it away; it takes ${known}.`,
    };
  }
  if (limit === true || field === 'modes') return undefined;
  const value = asked[field] ?? Number.NaN;
  if (Number.isInteger(value) && value >= limit.min && value <= limit.max) return undefined;
  return {
    field,
    zh: `须为 ${limit.min} 至 ${limit.max} 的整数`,
    reason: `${value} is not a whole number from ${limit.min} to ${limit.max}`,
    fix: `Send ${limit.min} to ${limit.max}, or leave it away for ${limit.usual}.`,
  };
}
