import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import { KeptByUnits } from '../region-reads/kept-by-units';
import { NoRegisterInForce, UnknownRegister } from './register.errors';
import { RegisterTree, type StandingUnit } from './register-tree';

/** Two editions of a nation, or all of a province's; a province is about 16,000 units, 4 MB. */
const UNITS_KEPT_MAX = 1_500_000;

export interface LoadedRegister {
  readonly registerDate: Day;
  readonly name: string;
  readonly source: string;
  readonly licence: string;
  readonly units: number;
  readonly byKind: Record<string, number>;
  /** Lines of its file that were left out because they were faulty. */
  readonly rejectedRows: number;
}

/** The loaded registers, and all units of one; a loaded register never changes, so it is kept. */
@Injectable()
export class RegisterCatalogue {
  private readonly trees = new KeptByUnits<Day, RegisterTree>(
    UNITS_KEPT_MAX,
    ({ units }) => units.length,
  );

  constructor(private readonly db: Database) {}

  /** Those that were loaded by `knownAt`, or are now; oldest first. */
  async list(knownAt?: Instant): Promise<LoadedRegister[]> {
    return this.db.query(
      `SELECT register_date AS "registerDate", name, source, licence, units, by_kind AS "byKind",
              rejected_rows AS "rejectedRows"
       FROM registers WHERE $1::int8 IS NULL OR recorded_at <= $1 ORDER BY register_date`,
      [knownAt ?? null],
    );
  }

  /** The dates of these editions that state a code, oldest first. */
  async datesThatState(code: string, dates: readonly Day[]): Promise<Day[]> {
    const rows = await this.db.query<{ date: Day }>(
      `SELECT register_date AS date FROM register_rows
       WHERE code = $1 AND register_date = ANY($2::date[]) ORDER BY register_date`,
      [code, dates],
    );
    return rows.map(({ date }) => date);
  }

  /** The dates of these editions that state each of some codes, oldest first; codes of none are not in it. */
  async datesThatStateEach(
    codes: readonly string[],
    dates: readonly Day[],
  ): Promise<Map<string, Day[]>> {
    const rows = await this.db.query<{ code: string; date: Day }>(
      `SELECT code, register_date AS date FROM register_rows
       WHERE register_date = ANY($2::date[]) AND code = ANY($1::text[]) ORDER BY register_date`,
      [codes, dates],
    );
    const found = new Map<string, Day[]>();
    for (const { code, date } of rows) found.set(code, [...(found.get(code) ?? []), date]);
    return found;
  }

  /** The dates of the registers that were loaded by an instant, or are now; oldest first. */
  async datesKnownAt(knownAt?: Instant): Promise<Day[]> {
    const rows = await this.db.query<{ date: Day }>(
      `SELECT register_date AS date FROM registers
       WHERE $1::int8 IS NULL OR recorded_at <= $1 ORDER BY register_date`,
      [knownAt ?? null],
    );
    return rows.map(({ date }) => date);
  }

  /**
   * The date of the register that stands for a year: of those of the year the one that was loaded
   * first, so that loading another moves no figure. Undefined where none is loaded.
   */
  async dateOfYear(year: number): Promise<Day | undefined> {
    const [row] = await this.db.query<{ date: Day }>(
      `SELECT register_date AS date FROM registers
       WHERE extract(year FROM register_date) = $1 ORDER BY ordinal LIMIT 1`,
      [year],
    );
    return row?.date;
  }

  /**
   * The date of the register in force on a day, among those that were loaded by `knownAt`, or are now.
   * @throws NoRegisterInForce naming `field`
   */
  async dateInForce(day: Day, field: string, knownAt?: Instant): Promise<Day> {
    const [row] = await this.db.query<{ inForce: Day | null; earliest: Day | null }>(
      `SELECT max(register_date) FILTER (WHERE register_date <= $1::date) AS "inForce",
              min(register_date) AS earliest FROM registers
       WHERE $2::int8 IS NULL OR recorded_at <= $2`,
      [day, knownAt ?? null],
    );
    if (row?.inForce) return row.inForce;
    throw new NoRegisterInForce(day, row?.earliest ?? null, field, knownAt);
  }

  /**
   * When lineage was known by which facts known at an instant count on a register: then, or once the
   * register had been loaded, where that was later. Before, nobody had said how its codes came about,
   * and reading them as they are written would lose what was written under others.
   */
  async lineageKnownAt(registerDate: Day, knownAt: Instant): Promise<Instant> {
    const [row] = await this.db.query<{ at: Instant }>(
      `SELECT greatest($2::int8, (SELECT recorded_at FROM registers WHERE register_date = $1)) AS at`,
      [registerDate, knownAt],
    );
    return row?.at ?? knownAt;
  }

  /**
   * All units of a register: of the one dated `registerDate`, whenever it was loaded, or else of the
   * one in force on `asOf` among those that were loaded by `knownAt`, so that an edition that is loaded
   * later, of whatever year, moves no figure as it was known before. Where all of these are younger
   * than `asOf` it is the oldest.
   * @throws NoRegisterInForce, UnknownRegister
   */
  async treeOf(registerDate: Day | undefined, asOf: Day, knownAt?: Instant): Promise<RegisterTree> {
    const known = await this.datesKnownAt(registerDate === undefined ? knownAt : undefined);
    const chosen = registerDate ?? inForceOn(asOf, known);
    if (chosen === undefined) throw new NoRegisterInForce(asOf, null, 'asOf', knownAt);
    if (!known.includes(chosen)) throw new UnknownRegister(chosen, known);
    return this.tree(chosen);
  }

  private tree(registerDate: Day): Promise<RegisterTree> {
    return this.trees.find(registerDate) ?? this.trees.keep(registerDate, this.load(registerDate));
  }

  private async load(registerDate: Day): Promise<RegisterTree> {
    const units = await this.db.query<StandingUnit>(
      `SELECT unit_id AS "unitId", code, name, level, kind, parent_code AS "parentCode"
       FROM unit_versions
       WHERE valid_from <= $1::date AND (valid_to IS NULL OR $1::date < valid_to)`,
      [registerDate],
    );
    return new RegisterTree(registerDate, units);
  }
}

/** The last of the sorted dates that is not after the day, else the first; undefined of none. */
function inForceOn(day: Day, dates: readonly Day[]): Day | undefined {
  return dates.findLast((date) => date <= day) ?? dates[0];
}
