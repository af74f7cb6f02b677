import { type FrozenUnit, UNIT_COLUMNS } from '../frozen-reports/frozen-unit';

/**
 * Why a unit stands otherwise in one report than in another. Each is found by judging again with one
 * input of the one report after another replaced by that of the other, never guessed from the result.
 */
export const CAUSES = [
  'lineage',
  'rule',
  'list',
  'declaration',
  'challenge',
  'new-evidence',
  'correction',
  'day',
  'other-program',
  'unexplained',
] as const;
export type Cause = (typeof CAUSES)[number];

export const CAUSE_WORDS: Readonly<Record<Cause, Readonly<Record<'zh' | 'en', string>>>> = {
  lineage: { zh: '区划沿革', en: 'another register, or what is known of its changes' },
  rule: { zh: '口径', en: 'another edition, parameter, denominator or prescription' },
  list: { zh: '名录增减', en: 'a target that came onto its list, or left it' },
  declaration: { zh: '申报', en: 'what is declared or filed' },
  challenge: { zh: '申诉裁定', en: 'a settled challenge' },
  'new-evidence': { zh: '新增佐证', en: 'evidence that came to be known' },
  correction: { zh: '更正', en: 'evidence that no longer counts' },
  day: { zh: '截至日不同', en: 'another day is asked about' },
  'other-program': {
    zh: '程序版本不同，或冻结后有迟到记录',
    en: 'frozen by another program than judges now, or facts of before came after freezing',
  },
  unexplained: { zh: '未能查明', en: 'the report no longer comes out as it was frozen' },
};

/** How a unit stands at one step of the way: all that a report freezes of it but its code. */
export type Standing = Omit<FrozenUnit, 'code'>;

/** A unit by its code in the one report and in the other, where one continues the other. */
export interface Pair {
  readonly before: string | null;
  readonly after: string | null;
}

/** One step of the way from one report to the other: an input is replaced, everything is judged anew. */
export interface WayPoint {
  /** Which register codes are of from here on. */
  readonly side: keyof Pair;
  /** What was replaced to come here; by unit and its move, since evidence may have come or gone. */
  causeOf(code: string, before: Standing | null, after: Standing | null): Cause;
  at(code: string): Standing | null;
}

interface CauseFound {
  readonly cause: Cause;
  readonly before: Standing | null;
  readonly after: Standing | null;
}

export interface Difference extends Pair {
  /** The code in the first report, or in the other where only that one has it. */
  readonly code: string;
  readonly standsBefore: Standing | null;
  readonly standsAfter: Standing | null;
  /** What moved it, in the order in which inputs were replaced. */
  readonly causes: readonly CauseFound[];
}

/**
 * Follows a unit along the way and notes where it moves; another code is a move, while there is a unit
 * under it.
 * @param followed the codes under which it is looked for: it may be gone, or not yet there, under one
 */
export function explainDifference(
  pair: Pair,
  standsBefore: Standing | null,
  way: readonly WayPoint[],
  followed: Pair = pair,
): Difference {
  const causes: CauseFound[] = [];
  let standing = standsBefore;
  let code = followed.before;
  for (const point of way) {
    const nextCode = followed[point.side];
    const next = nextCode === null ? null : point.at(nextCode);
    const isRecoded = nextCode !== code && standing !== null && next !== null;
    if (isRecoded || !standsTheSame(standing, next)) {
      const cause = point.causeOf(nextCode ?? code ?? '', standing, next);
      causes.push({ cause, before: standing, after: next });
    }
    standing = next;
    code = nextCode;
  }
  return {
    ...pair,
    code: pair.before ?? pair.after ?? '',
    standsBefore,
    standsAfter: standing,
    causes,
  };
}

const COMPARED = UNIT_COLUMNS.filter((column) => column !== 'code');

/** In everything that is frozen, so that units without a difference are those with one hash. */
export function standsTheSame(a: Standing | null, b: Standing | null): boolean {
  if (a === null || b === null) return a === b;
  return COMPARED.every((column) => a[column] === b[column]);
}

/**
 * Lays the units of two reports beside each other: each beside the one that continues it, a unit that
 * became several or none beside none. What is left of the other report came from nowhere.
 */
export function pairsOf(
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
  inheritorsOf: (code: string) => readonly string[],
): Pair[] {
  const taken = new Set<string>();
  const pairs = [...before].map((code): Pair => {
    const heirs = inheritorsOf(code).filter((heir) => after.has(heir));
    const heir = heirs.find((one) => one === code) ?? (heirs.length === 1 ? heirs[0] : undefined);
    if (heir !== undefined) taken.add(heir);
    return { before: code, after: heir ?? null };
  });
  const rest = [...after].filter((code) => !taken.has(code));
  const all = [...pairs, ...rest.map((code): Pair => ({ before: null, after: code }))];
  const sorted = all.map((pair) => ({ pair, key: keyOf(pair) }));
  return sorted.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ pair }) => pair);
}

/**
 * Under which codes a unit is looked for that is in one report only. What it has become, or was, may be
 * counted in neither, and comes or goes by another cause than its register: a list, or the rule.
 */
export function followedPair(
  { before, after }: Pair,
  counted: ReadonlySet<string>,
  { inheritorsOf, sourcesOf }: Record<'inheritorsOf' | 'sourcesOf', CodesOf>,
): Pair {
  const heir = before !== null && after === null ? onlyOne(inheritorsOf(before)) : after;
  const source = after !== null && before === null ? onlyOne(sourcesOf(after)) : before;
  // The source of a part may be another unit that goes on under its own code.
  return {
    before: before ?? (source !== null && counted.has(source) ? null : source),
    after: heir,
  };
}

type CodesOf = (code: string) => readonly string[];

const onlyOne = (codes: readonly string[]): string | null =>
  codes.length === 1 ? (codes[0] ?? null) : null;

/**
 * Where a pair stands in a list. Its code alone does not say: the code of a unit that has gone may be
 * that of another one that came.
 */
export function keyOf({ before, after }: Pair): string {
  return `${before ?? after ?? ''} ${after ?? ''}`;
}
