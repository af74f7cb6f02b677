import { type ParcelSnapshot, ParcelsChanged } from '@youlu/contracts';
import { EventSender, MessagingStatus } from '@youlu/messaging';
import { startOfDay } from '@youlu/vocabulary';
import { question, tellSmallCounty, VILLAGES_OF } from '../testing/report-world';
import { type RunningCoverage, startCoverage } from '../testing/running-coverage';
import type { RecomputationAnswer, ReportItem } from './report-answers.dto';

type Problem = { code: string; detail: string };
const AT = startOfDay('2020-09-21') + 3_600_000;

describe('a report that is frozen while something is on its way', () => {
  let coverage: RunningCoverage;
  const freeze = () => coverage.post<ReportItem & Problem>('/v1/reports', question());
  const deliverTo = (village: string, n: number): Promise<void> => {
    const [fact] = ParcelsChanged.example.facts;
    const delivered = { ...fact, kind: 'delivered', verdict: 'ok', placeCode: village };
    const times = { occurredAt: AT, recordedAt: AT };
    const facts = [{ ...delivered, ...times, scanId: `s-${n}` }] as ParcelSnapshot['facts'];
    const snapshot = { ...ParcelsChanged.example, trackingNumber: `PARCEL000${n}`, facts };
    return coverage.app.get(EventSender, { strict: false }).send(ParcelsChanged, [snapshot]);
  };

  beforeAll(async () => {
    coverage = await startCoverage();
    await tellSmallCounty(coverage);
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('waits for it, says up to where the log was read, and is recomputed to the same', async () => {
    await deliverTo(VILLAGES_OF('653023')[0] ?? '', 1);
    const { status, body } = await freeze(); // at once: the event cannot have been applied
    expect([status, body.tally?.observed]).toEqual([201, 1]);
    const [kept] = await coverage.db.query<{ header: string }>(
      `SELECT header FROM reports WHERE report_id = $1`,
      [body.reportId],
    );
    const { log } = (
      JSON.parse(kept?.header ?? '') as { position: { log: Record<string, number[]> } }
    ).position;
    expect(log['tracking.parcel']?.reduce((a, b) => a + b, 0)).toBe(1);
    const again = await coverage.get<RecomputationAnswer>(
      `/v1/reports/${body.reportId}/recomputation`,
    );
    expect(again.body.isEqual).toBe(true);
  });

  it('is refused when that takes too long, and made once it has come', async () => {
    let letGo: () => void = () => undefined;
    const isHeld = new Promise<void>((held) => {
      void coverage.db.transaction(async (tx) => {
        await tx.execute('LOCK TABLE parcel_facts IN ACCESS EXCLUSIVE MODE');
        held();
        await new Promise<void>((resolve) => (letGo = resolve));
      });
    });
    await isHeld;
    await deliverTo(VILLAGES_OF('653023')[1] ?? '', 2);
    const { status, body } = await freeze();
    expect([status, body.code]).toEqual([503, 'coverage.report.not-settled']);
    expect(body.detail).toContain('1 events');
    letGo();
    expect((await freeze()).body.tally?.observed).toBe(2);
  }, 30_000);

  it('is refused when nobody knows, for Kafka is away', async () => {
    const status = coverage.app.get(MessagingStatus, { strict: false });
    jest.spyOn(status, 'settled').mockRejectedValueOnce(new Error('no broker'));
    const { status: code, body } = await freeze();
    expect([code, body.code]).toEqual([503, 'coverage.report.not-settled']);
  });
});
