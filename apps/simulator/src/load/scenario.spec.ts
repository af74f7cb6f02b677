import { parseInstant, startOfDay } from '@youlu/vocabulary';
import { findDataFolder, readScenarioData } from '../scenario-data.file';
import { DISTURBANCE_KINDS } from './disturbance';
import { type Scenario, planScenario } from './scenario';

const data = readScenarioData(findDataFolder());
const plan = (scope: string, sampleEvery = 1, seed = 'youlu') =>
  planScenario(data, { scope, seed, weeks: 4, sampleEvery });
const county = plan('653024');

const scansOf = ({ scans }: Scenario) =>
  Array.from({ length: scans.size }, (_, row) => scans.read(row));

const plantedOf = ({ planted }: Scenario, kind: string) => planted.filter((p) => p.kind === kind);

describe('the scenario of 乌恰县', () => {
  it('plants every disturbance at least once', () => {
    for (const kind of DISTURBANCE_KINDS) {
      expect([kind, plantedOf(county, kind).length > 0]).toEqual([kind, true]);
    }
  });

  it.each(['650107', '659001'])('plants every one of them in %s', (scope) => {
    const kinds = new Set(plan(scope, 100, 'another').planted.map(({ kind }) => kind));
    expect(DISTURBANCE_KINDS.filter((kind) => !kinds.has(kind))).toEqual([]);
  });

  it('plants what scans can suffer where no village is declared', () => {
    const planted = plan('659003').planted.map(({ kind }) => kind);
    const unheard = ['missed-round', 'parked-parcel', 'parked-village', 'filing-left-out'];
    const absent = DISTURBANCE_KINDS.filter((kind) => !planted.includes(kind));
    expect(absent.filter((kind) => !unheard.includes(kind))).toEqual([]);
  });

  it('parks at least two villages, three parcels at rest outside each', () => {
    const villages = plantedOf(county, 'parked-village');
    expect(villages.length).toBeGreaterThanOrEqual(2);
    for (const { key } of villages) {
      const parcels = plantedOf(county, 'parked-parcel').filter(({ note }) => note.endsWith(key));
      expect(parcels.length).toBeGreaterThanOrEqual(3);
      for (const { place, time } of parcels) {
        expect(place).toBe(key.slice(0, 9));
        expect(parseInstant(time)).toBeLessThan(startOfDay('2020-09-28'));
      }
    }
  });

  it('lets nothing be scanned in a parked village', () => {
    const parked = new Set(plantedOf(county, 'parked-village').map(({ key }) => key));
    const places = scansOf(county).map(({ node }) => county.province.network.at(node).placeCode);
    expect(places.filter((placeCode) => parked.has(placeCode))).toEqual([]);
  });

  it('rests a parcel for another village nowhere but there', () => {
    const RESTING = ['delivered', 'held-at-station', 'in-locker'];
    const elsewhere = scansOf(county).filter(({ kind, node, parcel }) => {
      const { destinationCode, isParked } = county.parcels[parcel] as Scenario['parcels'][number];
      if (isParked || destinationCode.length !== 12 || !RESTING.includes(kind)) return false;
      return county.province.network.at(node).placeCode !== destinationCode;
    });
    expect(elsewhere).toEqual([]);
  });

  it('links each second number to a first one, and moves both as one parcel', () => {
    const { links, parcels, cancelled } = county;
    expect(new Set(links.map(({ relation }) => relation))).toEqual(
      new Set(['agent-waybill', 'relabelled']),
    );
    const scans = scansOf(county);
    const kindsOf = (index: number) =>
      new Set(scans.filter(({ parcel }) => parcel === index).map(({ kind }) => kind));
    for (const { relation, principal, linked } of links) {
      const [first, second] = [parcels[principal], parcels[linked]];
      expect(second).toMatchObject({ merchantId: 'sim-agent', readyAt: first?.readyAt });
      expect(cancelled).not.toContain(principal);
      if (relation === 'agent-waybill') expect(kindsOf(linked)).toEqual(kindsOf(principal));
      else expect(kindsOf(principal)).toEqual(new Set(['accepted']));
    }
    const planted = ['two-waybill', 'relabelled'].flatMap((kind) => plantedOf(county, kind));
    expect(planted).toHaveLength(links.length);
  });

  it('says of some goods where they were grown', () => {
    const told = county.parcels.filter(({ producedInCode }) => producedInCode !== undefined);
    const outbound = county.parcels.filter(({ direction }) => direction === 'outbound');
    expect(told.length).toBeGreaterThan(0);
    expect(told.length / outbound.length).toBeLessThan(0.1);
  });

  it('plans the nodes its parcels pass', () => {
    const known = new Set(county.nodes.map(({ index }) => index));
    expect(county.nodes.filter(({ parent }) => parent >= 0 && !known.has(parent))).toEqual([]);
    expect(scansOf(county).filter(({ node }) => !known.has(node))).toEqual([]);
  });

  it('makes place projects of all its products and files for all three indicators', () => {
    expect(county.trades.map(({ product }) => product.productId)).toEqual([
      'ulughchat-mushroom',
      'ulughchat-sheep',
      'ulughchat-yak',
    ]);
    expect(county.declarations.filings).toHaveLength(3);
    expect(county.declarations.leftOut).toEqual([]);
  });

  it('does not depend on the order of its data', () => {
    const backwards = { ...data, registerRows: [...data.registerRows].reverse() };
    const options = county.options;
    expect(planScenario(backwards, options).planted).toEqual(county.planted);
  });

  it('refuses a scope the register does not know', () => {
    expect(() => plan('659099')).toThrow('no division 659099');
  });
});

describe('the scenario of the region', () => {
  const region = plan('65', 100);

  it('has the default load', () => {
    expect(region.parcels.length).toBeGreaterThanOrEqual(70_000);
    expect(region.scans.size).toBeGreaterThanOrEqual(500_000);
    expect(region.rounds.countVisits()).toBeGreaterThanOrEqual(100_000);
  });

  it('has exactly twenty dead clocks', () => {
    expect(plantedOf(region, 'dead-clock')).toHaveLength(20);
  });

  it('disturbs scans as often as was asked', () => {
    const share = (kind: string) => plantedOf(region, kind).length / region.scans.size;
    expect(share('offline')).toBeCloseTo(0.05, 2);
    expect(share('re-sent')).toBeCloseTo(0.02, 2);
    expect(share('out-of-order')).toBeCloseTo(0.03, 2);
    expect(share('unknown-parcel')).toBeCloseTo(0.001, 3);
    expect(plantedOf(region, 'parked-village')).toHaveLength(130);
    expect(plantedOf(region, 'missed-round').length / region.rounds.countVisits()).toBeCloseTo(
      0.003,
      3,
    );
  });

  it('leaves a few filings out', () => {
    expect(region.declarations.leftOut.length).toBeGreaterThan(0);
    expect(region.declarations.filings).toHaveLength(107 * 3 - region.declarations.leftOut.length);
  });

  it('is the same for a village when another is added', () => {
    const added = { code: '653024208299', name: '新村', level: 5, parentCode: '653024208' };
    const registerRows = [...data.registerRows, { ...added, kind: 'admin_village' }];
    const larger = planScenario({ ...data, registerRows }, county.options);
    const inboundOf = ({ parcels }: Scenario) =>
      parcels.filter(({ key, direction }) => direction === 'inbound' && !key.includes('waybill'));
    const draftsOf = (scenario: Scenario) =>
      new Map(inboundOf(scenario).map((parcel) => [parcel.key, { ...parcel, trackingNumber: '' }]));
    const before = draftsOf(county);
    const after = draftsOf(larger);
    const kept = [...before].filter(([key]) => after.has(key));
    expect(kept.length).toBeGreaterThan(before.size * 0.9);
    for (const [key, draft] of kept) expect(after.get(key)).toEqual(draft);
  });

  it('counts parcels, outlets and villages prefecture by prefecture', () => {
    const countBy = (codes: readonly string[]) => {
      const counts = new Map<string, number>();
      for (const code of codes)
        counts.set(code.slice(0, 4), (counts.get(code.slice(0, 4)) ?? 0) + 1);
      return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
    };
    const { register, outlets, expressVillages } = region.province;
    const codes = (rows: readonly { code: string }[]) => rows.map(({ code }) => code);
    expect({
      townships: countBy(codes(register.townships)),
      outlets: countBy([...outlets]),
      villages: countBy(codes(register.villages)),
      expressVillages: countBy(expressVillages),
    }).toMatchSnapshot();
  });

  it('has 45 townships and 38 villages in the XPCC cities, which send flat peaches', () => {
    const { register } = region.province;
    const isXpcc = ({ code }: { code: string }) => code.startsWith('6590');
    expect(register.townships.filter(isXpcc)).toHaveLength(45);
    expect(register.villages.filter(isXpcc)).toHaveLength(38);
    const city = plan('659001');
    expect(city.trades.map(({ product }) => product.productId)).toContain('shihezi-flat-peach');
  });

  it('counts 8 place and 2 county projects over 100,000 parcels in the year', () => {
    const over = region.trades.filter((trade) => trade.countBefore('2021-01-01') > 100_000);
    const tracks = over.map(({ product }) => product.publishedTrack);
    expect(tracks.filter((track) => track === 'place')).toHaveLength(8);
    expect(tracks.filter((track) => track === 'county')).toHaveLength(2);
    expect(over).toHaveLength(10);
  });
});

describe('a year of acceptances alone', () => {
  const year = planScenario(data, {
    ...{ scope: '65', seed: 'youlu', weeks: 4, sampleEvery: 1000 },
    flowsOnly: { from: '2020-01-01', to: '2021-01-01' },
  });

  it('accepts every parcel once and does nothing else', () => {
    expect(year.parcels.every(({ direction }) => direction === 'outbound')).toBe(true);
    expect(year.scans.size).toBe(year.parcels.length);
    expect(scansOf(year).every(({ kind }) => kind === 'accepted')).toBe(true);
    expect(year.rounds.countVisits()).toBe(0);
    expect(year.declarations.declarations).toEqual([]);
    expect([year.planted, year.cancelled, year.links]).toEqual([[], [], []]);
  });

  it('counts 8 place and 2 county projects', () => {
    const toDate = ({ product, origins }: Scenario['trades'][number]) =>
      year.parcels.filter(
        ({ productId, originCode, producedInCode }) =>
          productId === product.productId &&
          origins.includes((producedInCode ?? originCode).slice(0, 6)),
      ).length * 1000;
    const over = year.trades.filter((trade) => toDate(trade) > 100_000);
    const tracks = over.map(({ product }) => String(product.publishedTrack)).sort();
    expect(tracks).toEqual([...Array(2).fill('county'), ...Array(8).fill('place')]);
  });
});
