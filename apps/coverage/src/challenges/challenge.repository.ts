import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@youlu/persistence';
import { type Day, dayOf, type Instant } from '@youlu/vocabulary';
import type { Challenge, StandingChallenge } from '../challenge-rules/challenge';
import type { ChallengeMove, ChallengeState } from '../challenge-rules/challenge-state';
import type { StepWanted } from '../challenge-rules/challenge-step';
import { dueOn } from '../challenge-rules/time-limits';
import type { Ruling } from '../rulings/ruling';

const COLUMNS = `challenge_id AS "challengeId", unit_code AS "unitCode", indicator, reason, claims,
  since, statement, files, standing, organisation, simulated, opened_at AS "openedAt", state,
  due_on AS "dueOn", changed_on AS "changedOn"`;

const OPENED = `challenge_id text, unit_code text, indicator text, reason text, claims text, since date,
  statement text, files text[], standing text, organisation text, simulated boolean`;
const STEP_TYPES = {
  challenge_id: 'text',
  ordinal: 'int2',
  move: 'text',
  state: 'text',
  at: 'int8',
  standing: 'text',
  organisation: 'text',
  note: 'text',
  files: 'text[]',
  tracking_numbers: 'text[]',
} as const;
const RULING_TYPES = {
  challenge_id: 'text',
  unit_code: 'text',
  indicator: 'text',
  verdict: 'text',
  valid_from: 'date',
  valid_to: 'date',
  simulated: 'bool',
  recorded_at: 'int8',
} as const;

/** A step that was taken. */
export interface StepKept extends Omit<StepWanted, 'move' | 'changedOn'> {
  readonly ordinal: number;
  /** `open`, or a move. */
  readonly move: 'open' | ChallengeMove;
  readonly state: ChallengeState;
  readonly at: Instant;
}

export interface ChallengeFilter {
  readonly unit?: string | undefined;
  readonly indicator?: string | undefined;
  readonly state?: string | undefined;
  readonly reason?: string | undefined;
  /** As they stood then; now, if left away. */
  readonly knownAt?: Instant | undefined;
}

@Injectable()
export class ChallengeRepository {
  constructor(private readonly db: Database) {}

  /**
   * Adds those whose id is free; resolves to the ids that were new. Where another request opens one of
   * them at the same time, the later waits, and finds it taken.
   */
  async add(
    tx: Tx,
    rows: readonly Challenge[],
    opened: { at: Instant; dueOn: Day | null },
  ): Promise<ReadonlySet<string>> {
    const added = await tx.query<{ id: string }>(
      `INSERT INTO challenges (challenge_id, unit_code, indicator, reason, claims, since, statement,
         files, standing, organisation, simulated, opened_at, state, due_on)
       SELECT r.*, $2::int8, 'open', $3::date FROM jsonb_to_recordset($1::jsonb) AS r(${OPENED})
       ON CONFLICT (challenge_id) DO NOTHING RETURNING challenge_id AS id`,
      [JSON.stringify(rows.map(openedRow)), opened.at, opened.dueOn],
    );
    return new Set(added.map(({ id }) => id));
  }

  /** Locked in the order of their ids, so that two requests do not wait for each other. */
  async lock(tx: Tx, ids: readonly string[]): Promise<Map<string, StandingChallenge>> {
    const rows = await tx.query<StandingChallenge>(
      `SELECT ${COLUMNS} FROM challenges WHERE challenge_id = ANY($1)
       ORDER BY challenge_id FOR UPDATE`,
      [ids],
    );
    return new Map(rows.map((row) => [row.challengeId, row]));
  }

  async move(
    tx: Tx,
    challengeId: string,
    to: { state: ChallengeState; dueOn: Day | null; changedOn: Day | null },
  ): Promise<void> {
    await tx.execute(
      `UPDATE challenges SET state = $2, due_on = $3, changed_on = $4 WHERE challenge_id = $1`,
      [challengeId, to.state, to.dueOn, to.changedOn],
    );
  }

  async addSteps(tx: Tx, steps: readonly StepKept[]): Promise<void> {
    const rows = steps.map((step) => [
      step.challengeId,
      step.ordinal,
      step.move,
      step.state,
      step.at,
      step.standing,
      step.organisation,
      step.note,
      step.files,
      step.trackingNumbers,
    ]);
    await tx.insertMany('challenge_steps', STEP_TYPES, rows);
  }

  async addRuling(tx: Tx, ruling: Ruling): Promise<void> {
    const { challengeId, unitCode, indicator, verdict, from, to, simulated, recordedAt } = ruling;
    await tx.insertMany('rulings', RULING_TYPES, [
      [challengeId, unitCode, indicator, verdict, from, to, simulated, recordedAt],
    ]);
  }

  /** The steps of each challenge that were taken by an instant, or ever; oldest first. */
  async steps(
    tx: Pick<Tx, 'query'>,
    ids: readonly string[],
    knownAt?: Instant,
  ): Promise<StepKept[]> {
    return tx.query<StepKept>(
      `SELECT challenge_id AS "challengeId", ordinal, move, state, at, standing, organisation, note,
              files, tracking_numbers AS "trackingNumbers"
       FROM challenge_steps WHERE challenge_id = ANY($1) AND ($2::int8 IS NULL OR at <= $2)
       ORDER BY challenge_id, ordinal`,
      [ids, knownAt ?? null],
    );
  }

  /** A challenge as it stood at an instant, or stands now; undefined where it was not opened by then. */
  async find(
    challengeId: string,
    knownAt?: Instant,
  ): Promise<
    { challenge: StandingChallenge; steps: StepKept[]; ruling: Ruling | undefined } | undefined
  > {
    const [challenge] = await this.db.query<StandingChallenge>(
      `SELECT ${COLUMNS} FROM challenges WHERE challenge_id = $1`,
      [challengeId],
    );
    if (!challenge) return undefined;
    const steps = await this.steps(this.db, [challengeId], knownAt);
    if (steps.length === 0) return undefined;
    const [ruling] = await this.db.query<Ruling>(
      `SELECT challenge_id AS "challengeId", unit_code AS "unitCode", indicator, verdict,
              valid_from AS "from", valid_to AS "to", simulated, recorded_at AS "recordedAt"
       FROM rulings WHERE challenge_id = $1 AND ($2::int8 IS NULL OR recorded_at <= $2)`,
      [challengeId, knownAt ?? null],
    );
    return { challenge: asItStood(challenge, steps), steps, ruling };
  }

  async list(filter: ChallengeFilter, after: string, limit: number): Promise<StandingChallenge[]> {
    const { unit, indicator, state, reason, knownAt } = filter;
    const challenges = await this.db.query<StandingChallenge>(
      `SELECT ${COLUMNS} FROM challenges c
       WHERE challenge_id > $1 AND ($3::text IS NULL OR unit_code >= $3 AND unit_code < $3 || ':')
         AND ($4::text IS NULL OR indicator = $4) AND ($7::text IS NULL OR reason = $7)
         AND ($6::int8 IS NULL OR opened_at <= $6)
         AND ($5::text IS NULL OR $5 = CASE WHEN $6::int8 IS NULL THEN state ELSE (
           SELECT s.state FROM challenge_steps s
           WHERE s.challenge_id = c.challenge_id AND s.at <= $6 ORDER BY s.ordinal DESC LIMIT 1) END)
       ORDER BY challenge_id LIMIT $2`,
      [after, limit, unit, indicator, state, knownAt, reason].map((value) => value ?? null),
    );
    if (knownAt === undefined) return challenges;
    const ids = challenges.map(({ challengeId }) => challengeId);
    const steps = await this.steps(this.db, ids, knownAt);
    return challenges.map((one) =>
      asItStood(
        one,
        steps.filter(({ challengeId }) => challengeId === one.challengeId),
      ),
    );
  }

  /** Challenges whose time was over before a day, the longest first. */
  async overdue(today: Day, limit: number): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      `SELECT challenge_id AS id FROM challenges WHERE due_on < $1::date
       ORDER BY due_on, challenge_id LIMIT $2`,
      [today, limit],
    );
    return rows.map(({ id }) => id);
  }
}

function openedRow(row: Challenge) {
  const { challengeId, unitCode, indicator, reason, claims, since, statement, files } = row;
  const { standing, organisation, simulated } = row;
  const what = { challenge_id: challengeId, unit_code: unitCode, indicator, reason, claims, since };
  return { ...what, statement, files, standing, organisation, simulated };
}

/** Which state, time and change a challenge had after these steps, the last that were taken by then. */
function asItStood(challenge: StandingChallenge, steps: readonly StepKept[]): StandingChallenge {
  const last = steps.at(-1);
  if (last === undefined || last.state === challenge.state) return challenge;
  const isChanged = steps.some(({ move }) => move === 'concede-changed');
  const changedOn = isChanged ? challenge.changedOn : null;
  return { ...challenge, state: last.state, dueOn: dueOn(last.state, dayOf(last.at)), changedOn };
}
