import { Injectable } from '@nestjs/common';
import { Database, inPieces } from '@youlu/persistence';
import { partsAudited, partsKept } from './audited-challenge';
import { reportAudited } from './audited-report';
import {
  type AuditedStep,
  differingParts,
  type Parts,
  type StateDifference,
} from './audited-state';

const SUBJECTS_AT_ONCE = 500;
const DIFFERENCES_NOTED_MAX = 1_000;

const entriesOf = (subject: 'challenge' | 'report'): string => `
  SELECT subject_id, array_agg(json_build_object('step', step, 'at', at, 'organisation', organisation,
    'detail', detail) ORDER BY seq) AS entries
  FROM audit WHERE subject = '${subject}' GROUP BY subject_id`;

/** Every challenge that any of the tables or the chain knows, with what each says of it. */
const CHALLENGES = `
  SELECT coalesce(a.subject_id, c.challenge_id, s.challenge_id, r.challenge_id) AS id,
    to_json(a.entries) AS entries,
    CASE WHEN c.challenge_id IS NOT NULL THEN json_build_object('unitCode', c.unit_code,
      'indicator', c.indicator, 'reason', c.reason, 'claims', c.claims, 'since', c.since,
      'statementSha256', encode(sha256(convert_to(c.statement, 'UTF8')), 'hex'), 'files', c.files,
      'standing', c.standing, 'simulated', c.simulated, 'organisation', c.organisation,
      'openedAt', c.opened_at, 'state', c.state, 'dueOn', c.due_on, 'changedOn', c.changed_on)
    END AS challenge,
    to_json(s.steps) AS steps,
    CASE WHEN r.challenge_id IS NOT NULL THEN json_build_object('unitCode', r.unit_code,
      'indicator', r.indicator, 'verdict', r.verdict, 'from', r.valid_from, 'to', r.valid_to,
      'simulated', r.simulated, 'recordedAt', r.recorded_at) END AS ruling
  FROM (${entriesOf('challenge')}) a
  FULL JOIN challenges c ON c.challenge_id = a.subject_id
  FULL JOIN (
    SELECT challenge_id, array_agg(json_build_object('move', move, 'state', state, 'at', at,
      'standing', standing, 'organisation', organisation, 'note', note, 'files', files,
      'trackingNumbers', tracking_numbers) ORDER BY ordinal) AS steps
    FROM challenge_steps GROUP BY challenge_id
  ) s ON s.challenge_id = coalesce(a.subject_id, c.challenge_id)
  FULL JOIN rulings r ON r.challenge_id = coalesce(a.subject_id, c.challenge_id, s.challenge_id)
  ORDER BY 1`;

const taken = (step: string): string =>
  `CASE WHEN r.${step}_at IS NOT NULL THEN json_build_object('at', r.${step}_at, 'by', r.${step}_by) END`;

const REPORTS = `
  SELECT coalesce(a.subject_id, r.report_id) AS id, to_json(a.entries) AS entries,
    CASE WHEN r.report_id IS NOT NULL THEN json_build_object('sha256', r.sha256,
      'place', r.place_code, 'purpose', r.header::json ->> 'purpose', 'by', r.header::json ->> 'by',
      'frozenAt', r.frozen_at, 'state', r.state, 'review', ${taken('reviewed')},
      'publish', ${taken('published')}, 'discard', ${taken('discarded')}) END AS report
  FROM (${entriesOf('report')}) a FULL JOIN reports r ON r.report_id = a.subject_id
  ORDER BY 1`;

interface Beside {
  readonly id: string;
  readonly entries: readonly (Omit<AuditedStep, 'detail'> & { readonly detail: string })[] | null;
}
interface ChallengeBeside extends Beside {
  readonly challenge: Parts | null;
  readonly steps: Parts[] | null;
  readonly ruling: Parts | null;
}
interface ReportBeside extends Beside {
  readonly report: Parts | null;
}

export interface ComparedStates {
  /** Challenges and reports that were laid beside the chain. */
  readonly compared: number;
  /** The first of them. */
  readonly differences: readonly StateDifference[];
}

/**
 * What is audited beside what is kept: challenges with their steps and rulings, and reports. The chain
 * alone tells only of itself; figures are read from these rows. A statement each, so that what is taken
 * meanwhile is in both or in neither; read in pieces.
 */
@Injectable()
export class StatesBesideAudit {
  constructor(private readonly db: Database) {}

  async compare(): Promise<ComparedStates> {
    const challenges = await this.follow<ChallengeBeside>(CHALLENGES, (row) =>
      differingParts(
        { subject: 'challenge', subjectId: row.id },
        partsAudited(stepsOf(row)),
        partsKept(row),
      ),
    );
    const reports = await this.follow<ReportBeside>(REPORTS, (row) =>
      differingParts(
        { subject: 'report', subjectId: row.id },
        reportAudited(stepsOf(row)),
        row.report ?? {},
      ),
    );
    const differences = [...challenges.differences, ...reports.differences];
    return {
      compared: challenges.compared + reports.compared,
      differences: differences.slice(0, DIFFERENCES_NOTED_MAX),
    };
  }

  private async follow<Row extends Beside>(
    select: string,
    differencesOf: (row: Row) => StateDifference[],
  ): Promise<ComparedStates> {
    return this.db.transaction(async (tx) => {
      const differences: StateDifference[] = [];
      let compared = 0;
      for await (const rows of inPieces<Row>(tx, SUBJECTS_AT_ONCE, select)) {
        compared += rows.length;
        for (const row of rows) {
          if (differences.length >= DIFFERENCES_NOTED_MAX) break;
          differences.push(...differencesOf(row));
        }
      }
      return { compared, differences };
    });
  }
}

function stepsOf({ entries }: Beside): AuditedStep[] {
  return (entries ?? []).map((entry) => ({ ...entry, detail: detailOf(entry.detail) }));
}

/** What is no JSON any more says nothing; the chain tells that it was altered. */
function detailOf(text: string): AuditedStep['detail'] {
  try {
    return JSON.parse(text) as AuditedStep['detail'];
  } catch {
    return {};
  }
}
