import { ParcelsLinked } from '@youlu/contracts';
import { EventSender, MessagingStatus } from '@youlu/messaging';
import { rebuild } from '@youlu/persistence';
import { waitUntil } from '@youlu/testing';
import { startOfDay } from '@youlu/vocabulary';
import { NoteChange } from '../region-reads/note-change.use-case';
import { tellDelivered } from '../testing/delivered-parcel';
import { REAL_REGISTER, type RunningCoverage, startCoverage } from '../testing/running-coverage';
import { SMALL_REGISTER_CSV } from '../testing/small-worlds';
import { ParcelLinkRepository } from './parcel-link.repository';
import { RecountRoots } from './recount-roots.use-case';

jest.setTimeout(60_000);

const VILLAGE = '653024200201';
const AT = startOfDay('2020-09-07') + 36_000_000;
const GROUPS = 200;

describe('rebuilding under which number linked waybills are counted, beside the service', () => {
  let coverage: RunningCoverage;
  let roots: RecountRoots;
  let serial = 0;

  const link = (linkedNumber: string, principalNumber: string, recordedAt = AT) => ({
    ...ParcelsLinked.example,
    ...{ linkedNumber, principalNumber, recordedAt },
  });
  const tell: EventSender['send'] = (contract, rows) =>
    coverage.app.get(EventSender, { strict: false }).send(contract, rows);
  const rest = () =>
    waitUntil(async () => {
      const { lag } = await coverage.app.get(MessagingStatus, { strict: false }).inFlight();
      return lag === 0;
    }, 20_000);
  const run = async (dryRun = false) => {
    const lines: string[] = [];
    const say = (line: string): void => void lines.push(line);
    return { ...(await rebuild(coverage.db, roots, { name: 'links', dryRun, say })), lines };
  };
  const write = (sql: string) => coverage.db.transaction((tx) => tx.execute(sql));
  const kept = (which = '') =>
    coverage.db.query(`SELECT * FROM parcel_roots ${which} ORDER BY tracking_number, known_from`);
  const evidenceCount = async (): Promise<number | undefined> => {
    const path = `/v1/coverage/units?indicator=village-express&edition=2020&asOf=2020-09-20&limit=1000`;
    type Item = { code: string; evidenceCount: number };
    const { body } = await coverage.get<{ items: Item[] }>(path);
    return body.items.find(({ code }) => code === VILLAGE)?.evidenceCount;
  };
  /** A new group each: linked at two moments, so that both moments are known of. */
  const tellGroups = (count: number) =>
    tell(
      ParcelsLinked,
      Array.from({ length: count }, () => {
        const n = String(serial++).padStart(6, '0');
        return [link(`AGENT-${n}`, `LABEL-${n}`), link(`LABEL-${n}`, `BOOKED-${n}`, AT + 5_000)];
      }).flat(),
    );

  beforeAll(async () => {
    coverage = await startCoverage();
    await coverage.post('/v1/registers', { ...REAL_REGISTER, csv: SMALL_REGISTER_CSV });
    roots = new RecountRoots(
      new ParcelLinkRepository(),
      coverage.app.get(NoteChange, { strict: false }),
    );
    await tellGroups(GROUPS);
    await tell(ParcelsLinked, [
      link('WAYBILL-B', 'WAYBILL-A'),
      link('WAYBILL-C', 'WAYBILL-B', AT + 1),
    ]);
    for (const trackingNumber of ['WAYBILL-A', 'WAYBILL-B', 'WAYBILL-C']) {
      const where = { village: VILLAGE, destination: VILLAGE, at: AT, recordedAt: AT };
      await tellDelivered(coverage, { trackingNumber, kind: 'delivered', ...where });
    }
    await rest();
  });
  afterAll(() => coverage?.stop());

  it('changes nothing where nothing is wrong', async () => {
    const before = await kept();
    const { mended, isEqual, lines } = await run();
    expect([mended, isEqual]).toEqual([0, true]);
    expect(lines[0]).toBe(`${GROUPS * 2 + 2} rows compared, 0 differ`);
    expect(await kept()).toEqual(before);
  });

  it('only tells what differs in a dry run, and what is counted follows the mended rows', async () => {
    expect(await evidenceCount()).toBe(1);
    const before = await kept();
    await write(`DELETE FROM parcel_roots WHERE tracking_number IN ('WAYBILL-B', 'WAYBILL-C')`);
    await write(`UPDATE revisions SET revision = revision + 1`);
    expect(await evidenceCount()).toBe(3);
    const dry = await run(true);
    expect([dry.mended, dry.isEqual]).toEqual([0, false]);
    expect(dry.lines.join('\n')).toContain(`WAYBILL-B: kept none; links say WAYBILL-A ${AT}..`);
    expect(await evidenceCount()).toBe(3);
    await tell(ParcelsLinked, [
      link('WAYBILL-B', 'WAYBILL-A'),
      link('WAYBILL-C', 'WAYBILL-B', AT + 1),
    ]); // known already
    await rest();
    expect(await evidenceCount()).toBe(3);
    expect(await run()).toMatchObject({ mended: 2, isEqual: true });
    expect(await kept()).toEqual(before);
    expect(await evidenceCount()).toBe(1); // asked again, not remembered
  });

  it('mends whatever is wrong while links come', async () => {
    const mine = `WHERE substring(tracking_number FROM '[0-9]+$')::int < ${GROUPS}`;
    const before = await kept(mine);
    await write(`DELETE FROM parcel_roots WHERE tracking_number LIKE 'AGENT-00000_'`); // 10 numbers
    await write(
      `DELETE FROM parcel_roots WHERE tracking_number = 'AGENT-000010' AND known_to IS NULL`,
    );
    await write(
      `UPDATE parcel_roots SET root_number = 'WAYBILL-B' WHERE tracking_number = 'LABEL-000011'`,
    );
    await write(`UPDATE parcel_roots SET known_to = known_to + 1
      WHERE tracking_number = 'AGENT-000012' AND known_to IS NOT NULL`);
    await write(
      `INSERT INTO parcel_roots VALUES ('NEVER-000013', 'WAYBILL-A', 1), ('BOOKED-000014', 'WAYBILL-A', 1)`,
    );
    const load = { goes: true };
    const loaded = (async () => {
      while (load.goes) await tellGroups(20);
    })();
    const { mended, isEqual, lines } = await run().finally(() => (load.goes = false));
    await loaded;
    await rest();
    expect([mended, isEqual]).toEqual([15, true]);
    expect(lines.join('\n')).toContain('NEVER-000013: kept WAYBILL-A 1..; links say none');
    expect(await kept(mine)).toEqual(before);
    const after = await run();
    expect(after).toMatchObject({ mended: 0, isEqual: true });
    expect(after.lines[0]).toBe(`${serial * 2 + 2} rows compared, 0 differ`);
  });
});
