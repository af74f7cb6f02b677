import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import type { Declaration, Filing } from './declaration';

/** Rows that were new, and what is now stored under each id that was sent. */
export interface Stored<Row> {
  readonly added: ReadonlySet<string>;
  readonly byId: ReadonlyMap<string, Row>;
}

@Injectable()
export class DeclarationRepository {
  /** Adds those whose id is free; each id once, in the order of ids. */
  async addDeclarations(
    tx: Tx,
    rows: readonly Declaration[],
    now: Instant,
  ): Promise<Stored<Declaration>> {
    const ids = rows.map((row) => row.declarationId);
    const added = await tx.query<{ id: string }>(
      `INSERT INTO declarations (declaration_id, unit_code, indicator, mode, frequency_per_week,
                                 valid_from, valid_to, source, operator, simulated,
                                 recorded_at)
       SELECT u.*, $11::int8 FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int2[],
                              $6::date[], $7::date[], $8::text[], $9::text[], $10::boolean[]) AS u
       ON CONFLICT (declaration_id) DO NOTHING RETURNING declaration_id AS id`,
      [
        ids,
        rows.map((row) => row.unitCode),
        rows.map((row) => row.indicator),
        rows.map((row) => row.mode),
        rows.map((row) => row.frequencyPerWeek),
        rows.map((row) => row.from),
        rows.map((row) => row.to),
        rows.map((row) => row.source),
        rows.map((row) => row.operator),
        rows.map((row) => row.simulated),
        now,
      ],
    );
    const stored = await tx.query<Declaration>(
      `SELECT declaration_id AS "declarationId", unit_code AS "unitCode", indicator, mode,
              frequency_per_week AS "frequencyPerWeek", valid_from AS "from", valid_to AS "to",
              source, operator, simulated
       FROM declarations WHERE declaration_id = ANY($1)`,
      [ids],
    );
    return {
      added: new Set(added.map(({ id }) => id)),
      byId: new Map(stored.map((row) => [row.declarationId, row])),
    };
  }

  /** A declaration and the first day it no longer holds, null while open; locked for its end. */
  async lockEnd(
    tx: Tx,
    declarationId: string,
  ): Promise<{ unitCode: string; from: Day; endsOn: Day | null } | undefined> {
    const [row] = await tx.query<{ unitCode: string; from: Day; endsOn: Day | null }>(
      `SELECT unit_code AS "unitCode", valid_from AS "from",
              coalesce(valid_to, ended_on) AS "endsOn"
       FROM declarations WHERE declaration_id = $1 FOR UPDATE`,
      [declarationId],
    );
    return row;
  }

  async end(tx: Tx, declarationId: string, endsOn: Day, now: Instant): Promise<void> {
    await tx.execute(
      `UPDATE declarations SET ended_on = $2, end_recorded_at = $3 WHERE declaration_id = $1`,
      [declarationId, endsOn, now],
    );
  }

  /** Adds those whose id is free; each id once, in the order of ids. */
  async addFilings(tx: Tx, rows: readonly Filing[], now: Instant): Promise<Stored<Filing>> {
    const ids = rows.map((row) => row.filingId);
    const added = await tx.query<{ id: string }>(
      `INSERT INTO declaration_filings (filing_id, county_code, indicator, valid_from, valid_to,
                                        source, simulated, recorded_at)
       SELECT u.*, $8::int8 FROM unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::date[],
                              $6::text[], $7::boolean[]) AS u
       ON CONFLICT (filing_id) DO NOTHING RETURNING filing_id AS id`,
      [
        ids,
        rows.map((row) => row.countyCode),
        rows.map((row) => row.indicator),
        rows.map((row) => row.from),
        rows.map((row) => row.to),
        rows.map((row) => row.source),
        rows.map((row) => row.simulated),
        now,
      ],
    );
    const stored = await tx.query<Filing>(
      `SELECT filing_id AS "filingId", county_code AS "countyCode", indicator,
              valid_from AS "from", valid_to AS "to", source, simulated
       FROM declaration_filings WHERE filing_id = ANY($1)`,
      [ids],
    );
    return {
      added: new Set(added.map(({ id }) => id)),
      byId: new Map(stored.map((row) => [row.filingId, row])),
    };
  }
}
