import { ParcelsChanged, type ParcelSnapshot } from '@youlu/contracts';
import { makeS10, startOfDay } from '@youlu/vocabulary';
import { rebuild } from '@youlu/persistence';
import * as fc from 'fast-check';
import { FollowParcels } from '../shipments/following/follow-parcels.use-case';
import { type OrdersUnderTest, sampleRow, startOrders } from '../testing/orders-under-test';
import { RecountCells } from './recount-cells.use-case';

jest.setTimeout(120_000);

const DAYS = ['2020-09-05', '2020-09-06'] as const;
const ORIGINS = ['652801104', '652823'] as const;
/** Numbers of one run: the last one is never booked here. */
const NUMBERS = 5;
const BOOKED = NUMBERS - 1;

interface Snapshot {
  readonly number: number;
  readonly version: number;
  readonly day: (typeof DAYS)[number] | null;
  readonly place: string;
  readonly isBack: boolean;
  readonly departed: boolean;
}
interface LinkAsked {
  readonly principal: number;
  readonly linked: number;
}
type Operation = { follow: Snapshot[] } | { link: LinkAsked };

const snapshot = fc.record({
  number: fc.nat(NUMBERS - 1),
  version: fc.integer({ min: 1, max: 4 }),
  day: fc.constantFrom(null, ...DAYS),
  place: fc.constantFrom('652801', '652823'),
  isBack: fc.boolean(),
  departed: fc.boolean(),
});
const snapshots = fc.uniqueArray(snapshot, {
  selector: ({ number, version }) => number * 10 + version,
  minLength: 3,
  maxLength: 12,
});
/** Every number below one with a lower index, at most once: a forest whatever is drawn. */
const links = fc.uniqueArray(
  fc
    .tuple(fc.nat(BOOKED - 1), fc.nat(NUMBERS - 1))
    .filter(([principal, linked]) => principal < linked)
    .map(([principal, linked]): LinkAsked => ({ principal, linked })),
  { selector: ({ linked }) => linked, maxLength: 4 },
);
const runs = fc.tuple(snapshots, links).chain(([all, asked]) => {
  const operations: Operation[] = [
    ...all.map((one): Operation => ({ follow: [one] })),
    ...all.map((one, i): Operation => ({ follow: [one, all[(i * 7 + 3) % all.length] ?? one] })),
    ...asked.map((link): Operation => ({ link })),
  ];
  return fc.tuple(
    fc.constant(all),
    fc.constant(asked),
    fc.shuffledSubarray(operations, { minLength: operations.length }),
    fc.boolean(),
  );
});

describe('the cells of flows and projects', () => {
  let orders: OrdersUnderTest;
  let serial = 0;

  beforeAll(async () => {
    orders = await startOrders();
    await orders.post('/v1/merchants', { merchantId: 'coop', name: '合作社' });
    await orders.post('/v1/number-blocks', {
      merchantId: 'coop',
      serviceIndicator: 'LX',
      count: 10_000,
      first: 0,
    });
  });
  afterAll(() => orders?.close());

  /** A product of its own, so that a run counts only its own parcels. */
  const prepare = async (): Promise<{ productId: string; numbers: string[] }> => {
    const productId = `pear-${serial}`;
    await orders.post('/v1/products', {
      productId,
      name: '香梨',
      category: 'fresh_fruit',
      originCodes: ['652801'],
      seasonStart: '09-05',
      seasonEnd: '11-30',
    });
    const numbers = Array.from({ length: NUMBERS }, () => makeS10('LX', serial++));
    const shipments = numbers.slice(0, BOOKED).map((trackingNumber, i) => ({
      ...sampleRow,
      trackingNumber,
      productId,
      originCode: ORIGINS[i % 2],
      ...(i === 0 ? { producedInCode: '652901' } : {}),
    }));
    const { body } = await orders.post('/v1/shipment-batches', { merchantId: 'coop', shipments });
    expect(body['accepted']).toBe(BOOKED);
    return { productId, numbers };
  };
  const snapshotOf = (one: Snapshot, numbers: string[]): ParcelSnapshot => {
    const acceptedAt = one.day === null ? null : startOfDay(one.day);
    const fact = { ...(ParcelsChanged.example.facts[0] as ParcelSnapshot['facts'][number]) };
    return {
      ...ParcelsChanged.example,
      trackingNumber: numbers[one.number] as string,
      version: one.version,
      state: acceptedAt === null ? 'booked' : one.isBack ? 'returned' : 'in-transit',
      acceptedAt,
      departedAt: acceptedAt !== null && one.departed ? acceptedAt + 1 : null,
      facts:
        acceptedAt === null
          ? []
          : [{ ...fact, kind: 'accepted', placeCode: one.place, occurredAt: acceptedAt }],
    };
  };
  const run = async (operation: Operation, numbers: string[]): Promise<void> => {
    if ('follow' in operation) {
      const parcels = operation.follow.map((one) => snapshotOf(one, numbers));
      await orders.db.transaction((tx) =>
        orders.app.get(FollowParcels, { strict: false }).execute(tx, parcels, 1),
      );
      return;
    }
    const { principal, linked } = operation.link;
    const answer = await orders.post(`/v1/shipments/${numbers[principal]}/links`, {
      linkedTrackingNumber: numbers[linked],
      relation: 'agent-waybill',
      linkedAt: '2020-09-05T10:00:00+08:00',
    });
    expect(answer.status).toBe(201);
  };
  const kept = async (productId: string) => ({
    flows: await orders.db.query(
      `select day, origin_county as origin, sum(parcels)::bigint as parcels from flow_cells
       where product = $1 group by 1, 2 having sum(parcels) <> 0 order by 1, 2`,
      [productId],
    ),
    counted: await orders.db.query(
      `select day, produced_in as origin, outlet, sum(parcels)::bigint as parcels
       from attribution_cells where product = $1
       group by 1, 2, 3 having sum(parcels) <> 0 order by 1, 2, 3`,
      [productId],
    ),
  });

  it('equal a naive count, whatever order snapshots and links come in, however often', async () => {
    await fc.assert(
      fc.asyncProperty(runs, async ([all, asked, operations, atOnce]) => {
        const { productId, numbers } = await prepare();
        if (atOnce) await Promise.all(operations.map((operation) => run(operation, numbers)));
        else for (const operation of operations) await run(operation, numbers);
        const once = await kept(productId);
        expect(once).toEqual(naiveCount(all, asked));
        for (const operation of operations) await run(operation, numbers);
        expect(await kept(productId)).toEqual(once);
        expect((await new RecountCells().compare(orders.db)).differences).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('tell where they differ, and are mended', async () => {
    const recount = new RecountCells();
    const mend = () =>
      rebuild(orders.db, recount, { name: 'cells', dryRun: false, say: () => undefined });
    const { productId, numbers } = await prepare();
    const accepted = { number: 0, version: 1, day: DAYS[0], place: '652801' };
    await run({ follow: [{ ...accepted, isBack: false, departed: true }] }, numbers);
    const right = await kept(productId);
    await orders.db.query('update flow_cells set parcels = parcels + 2 where product = $1', [
      productId,
    ]);
    await orders.db.query('delete from attribution_cells where product = $1', [productId]);
    expect(await recount.compare(orders.db)).toMatchObject({
      count: 2,
      differences: [
        { table: 'flow_cells', cell: { day: DAYS[0], product: productId }, kept: 3, recounted: 1 },
        { table: 'attribution_cells', cell: { product: productId }, kept: 0, recounted: 1 },
      ],
    });
    expect(await mend()).toEqual({ mended: 2, isEqual: true });
    expect((await recount.compare(orders.db)).count).toBe(0);
    expect(await kept(productId)).toEqual(right);
    await run(
      { follow: [{ ...accepted, version: 2, day: null, isBack: false, departed: false }] },
      numbers,
    );
    expect(await kept(productId)).toEqual({ flows: [], counted: [] });
    expect((await recount.compare(orders.db)).count).toBe(0);
  });

  it('are mended beside parcels that move, with the standings they are made of', async () => {
    const recount = new RecountCells();
    const { productId, numbers } = await prepare();
    const moved = async (version: number): Promise<void> => {
      const follow = [0, 1, 2, 3].map((number): Snapshot => {
        const day = DAYS[(version + number) % 2] as Snapshot['day'];
        return { number, version, day, place: '652801', isBack: false, departed: true };
      });
      await run({ follow }, numbers);
    };
    await run({ link: { principal: 0, linked: 3 } }, numbers);
    await moved(1);
    expect((await recount.compare(orders.db)).count).toBe(0);
    await orders.db.query(
      `update shipments set standing_day = '2019-01-01', standing_counted = false
       where tracking_number = any($1)`,
      [numbers.slice(0, 2)],
    );
    await orders.db.query('update flow_cells set parcels = parcels - 4 where product = $1', [
      productId,
    ]);
    const load = { goes: true };
    const loaded = (async () => {
      for (let version = 2; load.goes; version++) await moved(version);
    })();
    const options = { name: 'cells', dryRun: false, say: () => undefined };
    const { isEqual, mended } = await rebuild(orders.db, recount, options).finally(
      () => (load.goes = false),
    );
    await loaded;
    expect([isEqual, mended > 0]).toEqual([true, true]);
    expect((await recount.compare(orders.db)).differences).toEqual([]);
  });
});

/** As the rule is written: newest word of each number, grouped below its highest principal. */
function naiveCount(all: readonly Snapshot[], asked: readonly LinkAsked[]) {
  const principalOf = new Map(asked.map(({ principal, linked }) => [linked, principal]));
  const top = (number: number): number => {
    const principal = principalOf.get(number);
    return principal === undefined ? number : top(principal);
  };
  const newest = new Map<number, Snapshot>();
  for (const one of [...all].sort((a, b) => a.version - b.version)) newest.set(one.number, one);
  const flows = new Map<string, number>();
  const counted = new Map<string, number>();
  for (let root = 0; root < BOOKED; root++) {
    if (top(root) !== root) continue;
    const group = [...newest.values()].filter(({ number }) => top(number) === root);
    const accepted = group
      .filter(({ day }) => day !== null)
      .sort((a, b) => (a.day as string).localeCompare(b.day as string) || a.number - b.number);
    const [first] = accepted;
    if (first === undefined) continue;
    const origin = ORIGINS[root % 2] as string;
    add(flows, [first.day as string, origin.slice(0, 6)]);
    const principal = newest.get(root);
    const isBack = principal !== undefined && principal.day !== null && principal.isBack;
    const left = accepted.some(({ departed }) => departed);
    if (!isBack || left) {
      add(counted, [first.day as string, root === 0 ? '652901' : origin, first.place]);
    }
  }
  return {
    flows: listed(flows).map(([[day, origin], parcels]) => ({ day, origin, parcels })),
    counted: listed(counted).map(([[day, origin, outlet], parcels]) => ({
      day,
      origin,
      outlet,
      parcels,
    })),
  };
}

function add(sums: Map<string, number>, key: string[]): void {
  sums.set(key.join(), (sums.get(key.join()) ?? 0) + 1);
}

function listed(sums: Map<string, number>): [string[], number][] {
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, n]) => [key.split(','), n]);
}
