import { ParcelsChanged } from '@youlu/contracts';
import { waitUntil } from '@youlu/testing';
import { startOfDay } from '@youlu/vocabulary';
import { ReplaceEvidence } from '../evidence/replace-evidence.use-case';
import { REAL_REGISTER, type RunningCoverage, startCoverage } from '../testing/running-coverage';
import { SMALL_REGISTER_CSV } from '../testing/small-worlds';
import { Signals } from './signals.query';

const TOWNSHIP = '653024200';
const DAY = '2020-10-07';
/** Of more than two pieces that the database is asked for. */
const LINES = 2_345;

type Listed = Record<string, string | number | boolean | null> & { trackingNumbers: never };
type Page = { items: Listed[]; nextCursor?: string };

/** A parcel whose recipient was charged, a second after the one before it. */
function charged(i: number) {
  const at = startOfDay(DAY) + i * 1_000;
  const handedOver = { kind: 'delivered', placeCode: TOWNSHIP, nodeId: `shop-${i % 7}` };
  const [fact] = ParcelsChanged.example.facts;
  return {
    ...ParcelsChanged.example,
    trackingNumber: `CHARGED${String(i).padStart(4, '0')}`,
    destinationCode: `${TOWNSHIP}201`,
    facts: [{ ...fact, ...handedOver, feeCents: 100 + i, occurredAt: at, recordedAt: at } as never],
  };
}

describe('signals as one list', () => {
  let coverage: RunningCoverage;
  const url = `/v1/coverage/signals?signal=second-charge&unit=653024&from=${DAY}&to=${DAY}`;
  const tell = (...parcels: ReturnType<typeof charged>[]) =>
    coverage.db.transaction((tx) =>
      coverage.app.get(ReplaceEvidence, { strict: false }).execute(tx, parcels),
    );

  beforeAll(async () => {
    coverage = await startCoverage();
    await coverage.post('/v1/registers', { ...REAL_REGISTER, csv: SMALL_REGISTER_CSV });
    await tell(...Array.from({ length: LINES }, (_, i) => charged(i)));
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('say as CSV what they say page by page', async () => {
    const paged: Listed[] = [];
    for (let cursor = ''; ;) {
      const page = `${url}&limit=500${cursor && `&cursor=${cursor}`}`;
      const { body } = await coverage.get<Page>(page);
      paged.push(...body.items);
      if (!body.nextCursor) break;
      cursor = body.nextCursor;
    }
    expect(paged).toHaveLength(LINES);
    const { text } = await coverage.get(url, { accept: 'text/csv' });
    const [header = '', ...lines] = text.trim().split('\n');
    const cell = (one: Listed, column: string): string => {
      const value =
        column === 'trackingNumbers' ? [one.trackingNumbers].flat().join(' ') : one[column];
      return /[",\n]/.test(String(value)) ? `"${String(value)}"` : String(value ?? '');
    };
    const asLine = (one: Listed) => header.split(',').map((column) => cell(one, column));
    expect(lines).toEqual(paged.map((one) => asLine(one).join(',')));
  });

  it('are computed once, whatever is told while they are read', async () => {
    const signals = coverage.app.get(Signals, { strict: false });
    const stretch = { from: DAY, to: DAY };
    const asked = await signals.ask('second-charge', '653024', undefined, stretch);
    const read: string[] = [];
    for await (const { key } of signals.all(asked)) {
      if (read.length === 0) await tell(charged(LINES));
      read.push(key);
    }
    expect(read).toHaveLength(LINES);
    expect(await signals.list(asked, '', LINES + 2)).toHaveLength(LINES + 1);
  });

  it('are read for as long as somebody reads: who leaves frees the place', async () => {
    const signals = coverage.app.get(Signals, { strict: false });
    const asked = await signals.ask('second-charge', '653024', undefined, { from: DAY, to: DAY });
    for (let reader = 0; reader < 5; reader++) {
      for await (const { count } of signals.all(asked)) {
        expect(count).toBe(1);
        break;
      }
      const isFree = async () => (await coverage.get(url, { accept: 'text/csv' })).status === 200;
      await waitUntil(isFree, 10_000, 'a place to be free');
    }
  });
});
