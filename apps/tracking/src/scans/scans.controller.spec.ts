import { type ScanRow, ScansReported } from '@youlu/contracts';
import { compileRow } from '@youlu/http';
import * as fc from 'fast-check';
import { ReportScans } from './report-scans.use-case';
import { ScansController } from './scans.controller';

/** Time of day and offset of any day that a clock, dead or alive, may show. */
const instant = fc
  .record({
    ms: fc.integer({ min: Date.parse('1900-01-02'), max: Date.parse('2199-12-30') }),
    offset: fc.constantFrom('Z', '+08:00', '-12:00', '+14:00'),
  })
  .map(({ ms, offset }) => new Date(ms).toISOString().replace('Z', offset));

describe('the scan door', () => {
  const contract = compileRow(ScansReported.rowSchema);
  const reported: ScanRow[] = [];
  const door = new ScansController({
    execute: (scans: ScanRow[]) => Promise.resolve(void reported.push(...scans)),
  } as unknown as ReportScans);
  const scan = (occurredAt: string): object => ({
    scanId: 's-1',
    trackingNumber: 'LX123456785CN',
    kind: 'arrived',
    nodeId: 'county-653024',
    placeCode: '653024',
    occurredAt,
  });

  it('accepts nothing that the contract of the log would refuse', async () => {
    await fc.assert(
      fc.asyncProperty(instant, instant, async (sentAt, occurredAt) => {
        reported.length = 0;
        const answer = await door.capture({ sentAt, scans: [scan(occurredAt)] });
        expect(answer.accepted).toBe(1);
        expect(reported.map((row) => contract(row))).toEqual([undefined]);
      }),
    );
  });

  it('takes the midnight of a dead clock, and refuses a year that no clock shows', async () => {
    const sentAt = '2020-09-01T08:00:00+08:00';
    const scans = [scan('1970-01-01T00:00:00+08:00'), scan('0000-01-01T00:00:00Z')];
    const answer = await door.capture({ sentAt, scans });
    expect(answer).toMatchObject({ accepted: 1, rejections: [{ index: 1, field: 'occurredAt' }] });
  });

  it('answers once the log has acknowledged, and does not when it refuses', async () => {
    const sentAt = '2020-09-01T08:00:00+08:00';
    let refuse: (why: Error) => void = () => undefined;
    const log = new Promise<void>((_, reject) => (refuse = reject));
    const sending = new ScansController(new ReportScans({ send: () => log }));
    let answered = false;
    const answer = sending.capture({ sentAt, scans: [scan(sentAt)] }).finally(() => {
      answered = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(answered).toBe(false);
    refuse(new Error('not acknowledged'));
    await expect(answer).rejects.toThrow('not acknowledged');
  });
});
