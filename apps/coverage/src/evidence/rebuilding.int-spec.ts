import { type ParcelSnapshot, ParcelsChanged, VisitsReported } from '@youlu/contracts';
import { EventSender, MessagingStatus } from '@youlu/messaging';
import { type Projection, rebuild } from '@youlu/persistence';
import { waitUntil } from '@youlu/testing';
import { startOfDay } from '@youlu/vocabulary';
import { NoteChange } from '../region-reads/note-change.use-case';
import { type RunningCoverage, startCoverage } from '../testing/running-coverage';
import { KeepVillageDays } from '../village-days/keep-village-days.use-case';
import { RecountVillageDays } from '../village-days/recount-village-days.use-case';
import { RecheckEvidence } from './recheck-evidence.use-case';
import { RecountVisits } from './visits/recount-visits.use-case';
import { VisitRepository } from './visits/visit.repository';

jest.setTimeout(60_000);

const AT = startOfDay('2020-09-07');
const VILLAGES = ['653024200201', '653024200202', '653024200203'];

describe('rebuilding what coverage derives, beside the service', () => {
  let coverage: RunningCoverage;
  let evidence: RecheckEvidence;
  let visits: RecountVisits;
  let villageDays: RecountVillageDays;
  let serial = 0;

  const snapshots = (version: number): ParcelSnapshot[] =>
    Array.from({ length: 40 }, (_, i) => ({
      ...ParcelsChanged.example,
      trackingNumber: `PARCEL${String(i).padStart(4, '0')}`,
      version,
      facts: [0, 1, 2].map((n) => ({
        ...(ParcelsChanged.example.facts[0] as ParcelSnapshot['facts'][number]),
        scanId: `s-${i}-${n}`,
        kind: n === 0 ? ('accepted' as const) : ('delivered' as const),
        verdict: n === 1 ? ('repeated' as const) : ('ok' as const),
        placeCode: VILLAGES[i % 3] as string,
        occurredAt: AT + n * 86_400_000,
      })),
    }));
  const tell: EventSender['send'] = (contract, rows) =>
    coverage.app.get(EventSender, { strict: false }).send(contract, rows);
  const visit = (count: number): Promise<void> =>
    tell(
      VisitsReported,
      Array.from({ length: count }, () => {
        const n = serial++;
        const visitedAt = AT + (n % 21) * 86_400_000;
        return {
          ...VisitsReported.example,
          visitId: `v-${n}`,
          villageCode: VILLAGES[n % 3] as string,
          simulated: n % 2 === 0,
          visitedAt,
          sentAt: visitedAt,
          recordedAt: visitedAt,
        };
      }),
    );
  const rest = () =>
    waitUntil(async () => {
      const { lag } = await coverage.app.get(MessagingStatus, { strict: false }).inFlight();
      return lag === 0;
    }, 20_000);
  const run = async <D>(projection: Projection<D>) => {
    const lines: string[] = [];
    const say = (line: string): void => void lines.push(line);
    return {
      ...(await rebuild(coverage.db, projection, { name: 'sample', dryRun: false, say })),
      lines,
    };
  };
  const write = (sql: string) => coverage.db.transaction((tx) => tx.execute(sql));
  const contentOf = (table: string) =>
    coverage.db.query(
      `SELECT md5(string_agg(t::text, ' ' ORDER BY t::text)) AS sum FROM ${table} t`,
    );

  beforeAll(async () => {
    coverage = await startCoverage();
    const noteChange = coverage.app.get(NoteChange, { strict: false });
    const keepVillageDays = coverage.app.get(KeepVillageDays, { strict: false });
    evidence = new RecheckEvidence(noteChange, keepVillageDays);
    visits = new RecountVisits(new VisitRepository(), noteChange, keepVillageDays);
    villageDays = new RecountVillageDays(keepVillageDays);
    await tell(ParcelsChanged, snapshots(1));
    await visit(120);
    await rest();
  });
  afterAll(() => coverage?.stop());

  it.each([
    ['evidence', (): Projection => evidence, 'parcel_facts'],
    ['visits', (): Projection => visits, 'visit_weeks'],
    ['village days', (): Projection => villageDays, 'village_days'],
  ])('%s: changes nothing where nothing is wrong', async (_name, which, table) => {
    const before = await contentOf(table);
    const { mended, isEqual, lines } = await run(which());
    expect([mended, isEqual]).toEqual([0, true]);
    expect(lines[0]).toMatch(/^[1-9]\d* rows compared, 0 differ$/);
    expect(await contentOf(table)).toEqual(before);
  });

  it('visits: planted weeks are counted anew while visits come', async () => {
    await write(`UPDATE visit_weeks SET visits = visits + 3 WHERE village_code = '${VILLAGES[0]}'`);
    await write(`DELETE FROM visit_weeks WHERE village_code = '${VILLAGES[1]}'`);
    await write(`UPDATE visit_weeks SET simulated_days = 0 WHERE village_code = '${VILLAGES[2]}'`);
    await write(`INSERT INTO visit_weeks VALUES ('653024200299', '2020-09-07', 1, 1, 1, 1)`);
    const load = { goes: true };
    const loaded = (async () => {
      while (load.goes) {
        await visit(30);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    })();
    const { mended, lines } = await run(visits).finally(() => (load.goes = false));
    await loaded;
    await rest();
    expect(mended).toBeGreaterThanOrEqual(10);
    expect(lines.join('\n')).toContain('653024200299 week of 2020-09-07');
    expect(await run(visits)).toMatchObject({ mended: 0, isEqual: true });
  });

  it('village days: planted days are looked up anew while visits and parcels come', async () => {
    await write(`UPDATE village_days SET days = ~days WHERE place_code = '${VILLAGES[0]}'`);
    await write(`DELETE FROM village_days WHERE place_code = '${VILLAGES[1]}'`);
    await write(`INSERT INTO village_days
      VALUES ('653024200299', 2020, 'accepted', 'inbound', false, set_bit(repeat('0', 366)::bit(366), 9, 1))`);
    const [{ mended, lines }] = await Promise.all([run(villageDays), visit(300)]);
    expect(mended).toBeGreaterThanOrEqual(5);
    expect(lines.join('\n')).toContain(
      '653024200299 2020 accepted inbound unstated: differs on 2020-01-10',
    );
    await rest();
    expect(await run(villageDays)).toMatchObject({ isEqual: true });
  });

  it('evidence: what facts prove is judged anew; lost facts are asked for and told again', async () => {
    const before = await contentOf('parcel_facts');
    await write(`UPDATE parcel_facts SET is_evidence = NOT is_evidence, day = '2019-01-01'
      WHERE tracking_number IN ('PARCEL0001', 'PARCEL0002')`);
    expect(await run(evidence)).toMatchObject({ mended: 6, isEqual: true });
    expect(await contentOf('parcel_facts')).toEqual(before);
    expect(await run(villageDays)).toMatchObject({ mended: 0, isEqual: true });

    await write(`DELETE FROM parcel_facts WHERE tracking_number IN ('PARCEL0005', 'PARCEL0006')`);
    await write(`DELETE FROM parcel_facts WHERE tracking_number = 'PARCEL0007' AND ordinal = 1`);
    const asked = await run(evidence);
    expect(asked.isEqual).toBe(false);
    expect(asked.lines.join('\n')).toContain('rebuild tracking.snapshots');
    await tell(ParcelsChanged, snapshots(1)); // as tracking tells them again: the same versions
    await rest();
    expect(await run(evidence)).toMatchObject({ isEqual: true });
    expect(await contentOf('parcel_facts')).toEqual(before);
  });
});
