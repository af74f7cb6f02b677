import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { canonicalJson, dayOf, type Instant } from '@youlu/vocabulary';
import { AppendAudit } from '../audit/append-audit.use-case';
import { codeOfTarget } from '../judgement/target-unit';
import { OwnLists } from '../own-lists/own-lists.query';
import { UnitLookup } from '../register/unit-lookup.query';
import { type Challenge, objectToChallenge, type Objection } from '../challenge-rules/challenge';
import { type NamedUnit, objectToUnit } from '../challenge-rules/challenged-unit';
import { ChallengeRepository } from './challenge.repository';
import { EvidenceFileRepository } from './evidence-file.repository';
import { dueOn } from '../challenge-rules/time-limits';

export interface IndexedRow<Row> {
  readonly index: number;
  readonly row: Row;
}

export interface JudgedRows {
  readonly results: { index: number; challengeId: string; outcome: 'stored' | 'unchanged' }[];
  readonly rejections: ({ index: number } & Objection)[];
}

/** A challenge as it is sent: what it is about has been named, and not been looked up yet. */
export type SentChallenge = Omit<Challenge, 'unitCode'> & NamedUnit;

/** A challenge, or why it cannot be opened. */
type Opened = { readonly challenge: Challenge } | { readonly objection: Objection };

/** Opens challenges row by row: the same again changes nothing, and nothing is edited. */
@Injectable()
export class OpenChallenges {
  constructor(
    private readonly challenges: ChallengeRepository,
    private readonly files: EvidenceFileRepository,
    private readonly units: UnitLookup,
    private readonly lists: OwnLists,
    private readonly audit: AppendAudit,
  ) {}

  async execute(
    tx: Tx,
    sent: readonly IndexedRow<SentChallenge>[],
    now: Instant,
  ): Promise<JudgedRows> {
    const judged: JudgedRows = { results: [], rejections: [] };
    const opening = await this.opening(tx, sent, now);
    const rows: IndexedRow<Challenge>[] = [];
    for (const { index, row } of sent) {
      const opened = opening(row);
      if ('objection' in opened) judged.rejections.push({ index, ...opened.objection });
      else rows.push({ index, row: opened.challenge });
    }
    const first = new Map<string, Challenge>();
    for (const { row } of rows) if (!first.has(row.challengeId)) first.set(row.challengeId, row);
    const ids = [...first.keys()].sort();
    const opened = { at: now, dueOn: dueOn('open', dayOf(now)) };
    const fresh = ids.flatMap((id) => first.get(id) ?? []);
    const added = await this.challenges.add(tx, fresh, opened);
    const stored = await this.challenges.lock(tx, ids);
    const told = new Set<string>();
    for (const { index, row } of rows) {
      const { challengeId } = row;
      const known = stored.get(challengeId);
      if (known && saysTheSame(row, known)) {
        const isNew = added.has(challengeId) && !told.has(challengeId);
        judged.results.push({ index, challengeId, outcome: isNew ? 'stored' : 'unchanged' });
        told.add(challengeId);
      } else {
        judged.rejections.push({ index, ...idTaken(challengeId) });
      }
    }
    const news = fresh.filter(({ challengeId }) => added.has(challengeId));
    await this.challenges.addSteps(
      tx,
      news.map((row) => openingOf(row, now)),
    );
    await this.audit.execute(tx, news.map(auditOf), now);
    return judged;
  }

  private async opening(
    tx: Tx,
    rows: readonly IndexedRow<SentChallenge>[],
    now: Instant,
  ): Promise<(row: SentChallenge) => Opened> {
    const named = rows.map(({ row }) => row);
    const kinds = await this.units.kindsOf(
      tx,
      named.flatMap(({ unitCode }) => unitCode ?? []),
    );
    const targets = await this.lists.targetsById(
      tx,
      named.flatMap(({ targetId }) => targetId ?? []),
    );
    const files = await this.files.known(
      tx,
      named.flatMap((row) => row.files),
    );
    return ({ targetId, ...row }) => {
      const target = targets.get(targetId ?? '');
      const known = { kinds: kinds.get(row.unitCode ?? ''), list: target?.list };
      const code = target ? codeOfTarget(target.placeCode, target.targetId) : row.unitCode;
      const challenge = { ...row, unitCode: code ?? '' };
      const objection =
        objectToChallenge(challenge, dayOf(now)) ??
        objectToUnit({ ...row, targetId }, known) ??
        objectToFiles(row.files, files);
      return objection ? { objection } : { challenge };
    };
  }
}

export function objectToFiles(
  wanted: readonly string[],
  known: ReadonlySet<string>,
): Objection | undefined {
  const missing = wanted.find((sha256) => !known.has(sha256));
  if (missing === undefined) return undefined;
  return {
    field: 'files',
    code: 'challenge.file-unknown',
    reason: `没有 SHA-256 为 ${missing} 的证据文件。no file with the SHA-256 ${missing} is kept`,
    fix: '请先以 POST /v1/challenge-files 上传文件，再在此填其 sha256。Send it to POST /v1/challenge-files first, and its sha256 here.',
  };
}

function idTaken(challengeId: string): Objection {
  return {
    field: 'challengeId',
    code: 'challenge.id-taken',
    reason: `编号 ${challengeId} 已被占用且内容不同。${challengeId} is known with other content`,
    fix: '已提出的内容不作修改：请以新的 challengeId 另行提出。Nothing that was said is edited: send the new statement under a new challengeId.',
  };
}

function saysTheSame(row: Challenge, known: Challenge): boolean {
  const said = (c: Challenge): string => {
    const { challengeId, unitCode, indicator, reason, claims, since, statement } = c;
    const { files, standing, organisation, simulated } = c;
    const what = { challengeId, unitCode, indicator, reason, claims, since, statement };
    return canonicalJson({ ...what, files, standing, organisation, simulated });
  };
  return said(row) === said(known);
}

function openingOf(row: Challenge, at: Instant) {
  const { challengeId, standing, organisation, files } = row;
  const step = { challengeId, ordinal: 0, move: 'open', state: 'open', at } as const;
  return { ...step, standing, organisation, note: null, files, trackingNumbers: [] };
}

/** The statement by its hash: a text is kept once, and whether it is still the same can be told. */
function auditOf(row: Challenge) {
  const { challengeId, organisation, unitCode, indicator, reason, claims, since, files } = row;
  const { standing, simulated } = row;
  const statementSha256 = createHash('sha256').update(row.statement, 'utf8').digest('hex');
  const said = { unitCode, indicator, reason, claims, since, statementSha256 };
  const detail = { ...said, files, standing, simulated };
  const step = { subject: 'challenge', subjectId: challengeId, step: 'open' } as const;
  return { ...step, organisation, detail };
}
