import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import type { TargetList } from '../edition-form/indicator-edition';
import type { CoverageTarget } from './coverage-target';
import type { MailPrescription } from './mail-prescription';

/** What the lists said on a day, as far as it had been recorded by then. */
@Injectable()
export class OwnLists {
  constructor(private readonly db: Database) {}

  /** Targets of a list on a day, by place and id. */
  async targetsOn(list: TargetList, day: Day, knownAt?: Instant): Promise<CoverageTarget[]> {
    return this.db.query(
      `SELECT target_id AS "targetId", list, place_code AS "placeCode", name, node_id AS "nodeId",
              served_from AS "servedFrom", valid_from AS "from", valid_to AS "to", source, simulated
       FROM coverage_targets
       WHERE list = $1 AND valid_from <= $2::date AND (valid_to IS NULL OR $2::date < valid_to)
         AND ($3::int8 IS NULL OR recorded_at <= $3)
       ORDER BY place_code, target_id`,
      [list, day, knownAt ?? null],
    );
  }

  /** Targets by their ids, whenever they are some; on the connection of the transaction that asks. */
  async targetsById(
    tx: Tx,
    ids: readonly string[],
  ): Promise<Map<string, Pick<CoverageTarget, 'targetId' | 'list' | 'placeCode'>>> {
    const rows = await tx.query<Pick<CoverageTarget, 'targetId' | 'list' | 'placeCode'>>(
      `SELECT target_id AS "targetId", list, place_code AS "placeCode"
       FROM coverage_targets WHERE target_id = ANY($1)`,
      [ids],
    );
    return new Map(rows.map((row) => [row.targetId, row]));
  }

  /** Prescriptions that hold on any day from `from` to `to`, both included, by unit and id. */
  async prescriptionsBetween(from: Day, to: Day, knownAt?: Instant): Promise<MailPrescription[]> {
    return this.db.query(
      `SELECT prescription_id AS "prescriptionId", unit_code AS "unitCode", kind,
              visits_per_week AS "visitsPerWeek", valid_from AS "from", valid_to AS "to", reason,
              source, simulated
       FROM mail_prescriptions
       WHERE valid_from <= $2::date AND (valid_to IS NULL OR $1::date < valid_to)
         AND ($3::int8 IS NULL OR recorded_at <= $3)
       ORDER BY unit_code, prescription_id`,
      [from, to, knownAt ?? null],
    );
  }
}
