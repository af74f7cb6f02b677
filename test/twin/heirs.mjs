// Which code of the base a code as written counts for, by the register in force when it was written.

/** `heirs(code, heir, from_day, to_day)`: every code of a register counts for the units it continues. */
export async function createHeirs(twin, _question) {
  await twin.connection.run(
    `CREATE OR REPLACE TEMP TABLE heirs AS
     SELECT code, code AS heir, DATE '0001-01-01' AS from_day, DATE '9999-12-31' AS to_day
     FROM register_units WHERE register_date = getvariable('base')`,
  );
}
