import type { RegisterRow } from '../../register/register-row';
import type { ChangeKind, ProposedChange } from '../change';
import { CONFIDENCES } from './change-reasons';
import type { Pairing, Reading } from '../matching/pairing';
import { isStatedAlike } from '../stated-alike';

const GONE: Reading = { reason: 'code-gone', confidence: 'firm' };
const NEW: Reading = { reason: 'code-new', confidence: 'firm' };

/** The readings as changes, in the order of codes; each unit that is not stated alike is in one. */
export function changesOf(p: Pairing): ProposedChange[] {
  const changes = p.groups.map((group) => {
    return changeOf(group.kind, codesOf(group.from), codesOf(group.to), group);
  });
  for (const row of p.earlier.rows()) {
    if (p.groupOfEarlier(row.code)) continue;
    const link = p.linkOf(row.code);
    if (link) {
      const kind = kindOf(p, row, link.to);
      if (kind) changes.push(changeOf(kind, [row.code], [link.to.code], link));
    } else {
      changes.push(changeOf('abolish', [row.code], [], p.doubtOf(row.code, 'earlier') ?? GONE));
    }
  }
  for (const row of p.later.rows()) {
    if (!p.isOpenLater(row)) continue;
    changes.push(changeOf('create', [], [row.code], p.doubtOf(row.code, 'later') ?? NEW));
  }
  return changes.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

function changeOf(
  kind: ChangeKind,
  from: readonly string[],
  to: readonly string[],
  { confidence, reason, parameters = {} }: Reading,
): ProposedChange {
  return { kind, from, to, confidence: CONFIDENCES[confidence], reason, parameters };
}

const sortKey = ({ from, to }: ProposedChange): string => `${from[0] ?? to[0]} ${to[0] ?? ''}`;

/** What it is called that a unit lives on as another row; nothing, where only its writing differs. */
function kindOf(p: Pairing, from: RegisterRow, to: RegisterRow): ChangeKind | undefined {
  if (isStatedAlike(from, to)) return undefined;
  const isMoved = from.parentCode !== null && p.heirOf(from.parentCode)?.code !== to.parentCode;
  if (isMoved) return 'transfer';
  return from.code === to.code ? 'rename' : 'recode';
}

const codesOf = (rows: readonly RegisterRow[]): string[] => rows.map(({ code }) => code).sort();
