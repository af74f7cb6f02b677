import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { type ScanMonth, tableOf } from './scan-month';

/** Rows of `scan_months`, and the tables they stand for. */
@Injectable()
export class ScanMonthRepository {
  /**
   * Makes the tables that are missing and holds all of them until the transaction ends: a month that
   * is being archived is waited for, and made anew for what comes after.
   */
  async hold(tx: Tx, months: readonly ScanMonth[]): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const missing = await missingOf(tx, months);
      if (missing.length === 0) return;
      if (attempt > ATTEMPTS_MAX)
        throw new Error(`Months vanish: ${missing.map(tableOf).join(' ')}`);
      // One maker at a time, whatever the order of its months; neither writers nor readers wait.
      await tx.execute('LOCK TABLE scans IN SHARE UPDATE EXCLUSIVE MODE');
      for (const month of missing) await makeMonth(tx, month);
    }
  }
}

/** A month that somebody archives just after somebody else has made it is asked for again. */
const ATTEMPTS_MAX = 10;

async function missingOf(tx: Tx, months: readonly ScanMonth[]): Promise<ScanMonth[]> {
  const held = await tx.query<{ month: string }>(
    'SELECT month FROM scan_months WHERE month = ANY($1::text[]) ORDER BY month FOR KEY SHARE',
    [months.map(({ name }) => name)],
  );
  const there = new Set(held.map(({ month }) => month));
  return months.filter(({ name }) => !there.has(name));
}

/** Whoever inserts the row makes the table; where it is there already, it is held at the next look. */
async function makeMonth(tx: Tx, month: ScanMonth): Promise<void> {
  const isOurs = await tx.execute(
    'INSERT INTO scan_months (month) VALUES ($1) ON CONFLICT DO NOTHING',
    [month.name],
  );
  if (isOurs === 0) return;
  const table = tableOf(month);
  // Attaching locks out no writer and no reader; PARTITION OF would.
  await tx.execute(`CREATE TABLE ${table} (LIKE scans INCLUDING ALL)`);
  await tx.execute(
    `ALTER TABLE scans ATTACH PARTITION ${table}
       FOR VALUES FROM (${month.from ?? 'MINVALUE'}) TO (${month.until ?? 'MAXVALUE'})`,
  );
}
