import { createHash } from 'node:crypto';
import { canonicalJson } from '@youlu/vocabulary';
import { usageOf } from '../command/usage';
import { type DoorClient, detailOf, QuestionRefused } from '../doors/door.client';

export interface AuditCommand {
  readonly kind: 'audit';
}

export const AUDIT_USAGE = usageOf(
  'audit',
  '逐步核对报告与异议的全部记录，指出何处有改动。follows the chain of every step of reports and challenges, and says where it is broken',
);

interface Entry {
  readonly seq: number;
  readonly atMs: number;
  readonly subject: string;
  readonly subjectId: string;
  readonly step: string;
  readonly organisation: string | null;
  readonly detail: string;
  readonly previous: string;
  readonly hash: string;
}

interface Difference {
  readonly subject: string;
  readonly subjectId: string;
  readonly what: string;
  readonly audited: string | null;
  readonly kept: string | null;
}

export interface AuditResult {
  readonly entries: number;
  readonly end: string;
  /** What this program finds in the entries, which it hashes itself. */
  readonly broken: readonly number[];
  /** What the service finds, with the ends that reports anchor. */
  readonly faults: readonly { readonly seq: number; readonly fault: string }[];
  /** Where the service finds that a challenge, a ruling or a report is not what the chain says. */
  readonly differences: readonly Difference[];
}

const PAGE = 1_000;

/**
 * Invariant I11, from outside: the chain as the service gives it out is hashed here once more, so that
 * a service which lies about its own check is found out too. @throws QuestionRefused, ServiceAway
 */
export async function audit(doors: DoorClient): Promise<AuditResult> {
  let end = sha256('');
  let entries = 0;
  const broken: number[] = [];
  for (let cursor: unknown = ''; typeof cursor === 'string';) {
    const page = await ask(doors, `/v1/audit?limit=${PAGE}${cursor && `&cursor=${cursor}`}`);
    for (const entry of page.items as Entry[]) {
      entries++;
      const isNext = entry.seq === entries && entry.previous === end;
      if (!isNext || hashOf(entry) !== entry.hash) broken.push(entry.seq);
      end = entry.hash;
    }
    cursor = page.nextCursor;
  }
  const checked = await ask(doors, '/v1/audit/check');
  const { faults, differences } = checked as unknown as AuditResult;
  return { entries, end, broken, faults, differences };
}

async function ask(doors: DoorClient, path: string): Promise<Readonly<Record<string, unknown>>> {
  const answer = await doors.get('coverage', path);
  if (answer.status !== 200) throw new QuestionRefused(detailOf(answer));
  return answer.body;
}

function hashOf(entry: Entry): string {
  const { seq, atMs: at, subject, subjectId, step, organisation, detail, previous } = entry;
  return sha256(
    canonicalJson({ seq, at, subject, subjectId, step, organisation, detail, previous }),
  );
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Whether nothing was altered, in the chain or in what it tells of. */
export function isUnbroken({ broken, faults, differences }: AuditResult): boolean {
  return broken.length + faults.length + differences.length === 0;
}

export function auditText(result: AuditResult): string {
  const { entries, end, broken, faults, differences } = result;
  const lines = [
    `${isUnbroken(result) ? '完好 UNBROKEN' : '有改动 BROKEN'}  ${entries} 条 entries, ${end}`,
    ...broken.map((seq) => `  ${seq}: 哈希不符 does not follow, or is not as it was written`),
    ...faults.map(({ seq, fault }) => `  ${seq}: ${fault} (服务自查 the service's own check)`),
    ...differences.map(
      ({ subject, subjectId, what, audited, kept }) =>
        `  ${subject} ${subjectId} ${what}: 记录 audited ${audited ?? '–'}, 现存 kept ${kept ?? '–'}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}
