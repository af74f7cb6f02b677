import type { ZhEn } from '@youlu/vocabulary';

/** 师 / 团 / 连. */
export const XPCC_LEVELS = ['division', 'regiment', 'company'] as const;
export type XpccLevel = (typeof XPCC_LEVELS)[number];
export const XPCC_LEVEL_NAMES: Readonly<Record<XpccLevel, string>> = {
  division: '师',
  regiment: '团',
  company: '连',
};

/** A unit of the XPCC's own hierarchy; where it lies is said in codes of the public register. */
export interface XpccUnit {
  readonly code: string;
  readonly name: string;
  readonly level: XpccLevel;
  readonly parentCode: string | null;
  readonly divisionCodes: readonly string[];
}

/** A line of a file of such units, as text. */
export interface XpccLine {
  readonly line: number;
  readonly code: string;
  readonly name: string;
  readonly level: string;
  readonly parentCode: string;
  readonly divisionCodes: string;
}

export interface XpccFault {
  readonly line: number;
  readonly field: string;
  readonly code: string;
  readonly reason: ZhEn;
  readonly fix: ZhEn;
}
