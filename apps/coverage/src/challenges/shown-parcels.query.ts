import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { Objection, StandingChallenge } from '../challenge-rules/challenge';
import { targetIdOf } from '../judgement/target-unit';
import type { StepWanted } from '../challenge-rules/challenge-step';

interface Shown {
  readonly unitCode: string;
  readonly trackingNumber: string;
  readonly isKnown: boolean;
  readonly wasThere: boolean;
}

/**
 * What is known of the parcels that are shown: whether they are, and whether a scan that still stands
 * was made at the unit, under whichever code it had. A code that was another unit's on the day of the
 * scan is that one's. At a target is what was scanned at the node that its list names for it.
 */
const SHOWN = `
  SELECT s.unit AS "unitCode", s.parcel AS "trackingNumber",
    EXISTS (SELECT FROM parcels p WHERE p.tracking_number = s.parcel) AS "isKnown",
    EXISTS (
      SELECT FROM parcel_facts f
      WHERE f.tracking_number = s.parcel AND f.withdrawn_at IS NULL AND (EXISTS (
        SELECT FROM coverage_targets t WHERE t.target_id = s.target AND t.node_id = f.node_id
      ) OR EXISTS (
        SELECT FROM unit_versions was JOIN unit_versions own USING (unit_id)
        WHERE was.code = s.unit AND own.code = left(f.place_code, length(s.unit)) AND NOT EXISTS (
          SELECT FROM unit_versions other
          WHERE other.code = own.code AND other.unit_id <> own.unit_id
            AND other.valid_from <= f.day AND (other.valid_to IS NULL OR f.day < other.valid_to)
        )
      ))
    ) AS "wasThere"
  FROM unnest($1::text[], $2::text[], $3::text[]) AS s(unit, parcel, target)`;

/** Parcels that are shown in challenges: a well-formed number alone shows nothing. */
@Injectable()
export class ShownParcels {
  /** Resolves to what is wrong with the parcels that a step shows, if anything is. */
  async objections(
    tx: Tx,
    steps: readonly StepWanted[],
    challenges: ReadonlyMap<string, StandingChallenge>,
  ): Promise<(step: StepWanted) => Objection | undefined> {
    const unitOf = ({ challengeId }: StepWanted) => challenges.get(challengeId)?.unitCode ?? '';
    const pairs = steps.flatMap((step) =>
      step.trackingNumbers.map((trackingNumber) => ({ unitCode: unitOf(step), trackingNumber })),
    );
    const found = pairs.length === 0 ? [] : await this.read(tx, pairs);
    const shown = new Map(found.map((one) => [keyOf(one), one]));
    return (step) => {
      for (const trackingNumber of step.trackingNumbers) {
        const pair = { unitCode: unitOf(step), trackingNumber };
        const objection = objectToParcel({ ...pair, ...shown.get(keyOf(pair)) });
        if (objection) return objection;
      }
      return undefined;
    };
  }

  private async read(
    tx: Tx,
    pairs: readonly Pick<Shown, 'unitCode' | 'trackingNumber'>[],
  ): Promise<Shown[]> {
    return tx.query<Shown>(SHOWN, [
      pairs.map(({ unitCode }) => unitCode),
      pairs.map(({ trackingNumber }) => trackingNumber),
      pairs.map(({ unitCode }) => targetIdOf(unitCode) ?? null),
    ]);
  }
}

function keyOf({ unitCode, trackingNumber }: Pick<Shown, 'unitCode' | 'trackingNumber'>): string {
  return `${unitCode} ${trackingNumber}`;
}

function objectToParcel({
  unitCode,
  trackingNumber,
  isKnown = false,
  wasThere = false,
}: Partial<Shown>): Objection | undefined {
  if (!isKnown) {
    return {
      field: 'trackingNumbers',
      code: 'challenge.parcel-unknown',
      reason: `没有邮件 ${trackingNumber} 的记录。no parcel ${trackingNumber} is known here`,
      fix: '请用 tracking 服务的 GET /v1/parcels/{trackingNumber} 查询单号；刚扫描的邮件需等几秒。Look the number up with GET /v1/parcels/{trackingNumber} of tracking; a parcel that was scanned a moment ago takes some seconds.',
    };
  }
  if (!wasThere) {
    return {
      field: 'trackingNumbers',
      code: 'challenge.parcel-elsewhere',
      reason: `邮件 ${trackingNumber} 在 ${unitCode}（含其各时期代码；名单对象为其节点）没有有效扫描。no scan of ${trackingNumber} that stands was made at ${unitCode}, under whichever code, or at the node of the target`,
      fix: '请出示在该单元内扫描过的邮件；GET /v1/coverage/evidence?unit= 可列出。Show parcels that were scanned in the unit itself; GET /v1/coverage/evidence?unit= lists them.',
    };
  }
  return undefined;
}
