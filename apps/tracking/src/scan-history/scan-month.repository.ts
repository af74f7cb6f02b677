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
    const names = months.map(({ name }) => name).sort();
    const held = await tx.query<{ month: string }>(
      `SELECT month FROM scan_months WHERE month = ANY($1::text[]) ORDER BY month FOR KEY SHARE`,
      [names],
    );
    const there = new Set(held.map(({ month }) => month));
    for (const month of months) if (!there.has(month.name)) await makeMonth(tx, month);
  }
}

/** Whoever inserts the row makes the table; another writer waits here for the row, and finds it made. */
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
