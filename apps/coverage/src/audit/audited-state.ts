import { canonicalJson, type Instant } from '@youlu/vocabulary';
import type { AuditSubject } from './audit-entry';

/** What an entry of the chain says of its subject. */
export interface AuditedStep {
  readonly step: string;
  readonly at: Instant;
  readonly organisation: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Where a row that figures are read from says another thing than the chain. */
export interface StateDifference {
  readonly subject: AuditSubject;
  readonly subjectId: string;
  /** Which part of it, such as `ruling.to`. */
  readonly what: string;
  /** As JSON; null where the chain, or the tables, have nothing of it. */
  readonly audited: string | null;
  readonly kept: string | null;
}

/** One part of a subject and what it is, or was, as anything that JSON holds. */
export type Parts = Readonly<Record<string, unknown>>;

/** The parts in which two accounts of a subject differ; one that neither has is none. */
export function differingParts(
  of: Pick<StateDifference, 'subject' | 'subjectId'>,
  audited: Parts,
  kept: Parts,
): StateDifference[] {
  const names = new Set([...Object.keys(audited), ...Object.keys(kept)]);
  return [...names].flatMap((what) => {
    const [said, is] = [textOf(audited[what]), textOf(kept[what])];
    return said === is ? [] : [{ ...of, what, audited: said, kept: is }];
  });
}

function textOf(value: unknown): string | null {
  return value === undefined || value === null ? null : canonicalJson(value);
}

/** Each field of `of` as a part of its own, under its name; none where there is nothing. */
export function partsOf(name: string, of: Parts | null): Parts {
  if (of === null) return {};
  return Object.fromEntries(
    Object.entries(of).map(([field, value]) => [`${name}.${field}`, value]),
  );
}
