import { SERVICE_MODES, type ServiceMode, type ZhEn } from '@youlu/vocabulary';

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
  readonly reason: ZhEn;
  readonly fix: ZhEn;
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
      reason: `${parameters.windowDays} 天之内不可能有 ${parameters.daysNeeded} 天。a window of ${parameters.windowDays} days never holds ${parameters.daysNeeded} of them`,
      fix: '请减小 daysNeeded 或增大 windowDays。Ask for fewer daysNeeded or for more windowDays.',
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
      reason: `该口径版本没有 ${field} 参数。this edition takes no ${field}`,
      fix:
        known === ''
          ? '请不填该参数。Leave it away.'
          : `请不填该参数；可用的有 ${known}。Leave it away; it takes ${known}.`,
    };
  }
  if (limit === true || field === 'modes') return undefined;
  const value = asked[field] ?? Number.NaN;
  if (Number.isInteger(value) && value >= limit.min && value <= limit.max) return undefined;
  return {
    field,
    reason: `${value} 不是 ${limit.min} 至 ${limit.max} 的整数。${value} is not a whole number from ${limit.min} to ${limit.max}`,
    fix: `请填 ${limit.min} 至 ${limit.max}，不填则为 ${limit.usual}。Send ${limit.min} to ${limit.max}, or leave it away for ${limit.usual}.`,
  };
}
