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

  it('counts 8 place and 2 county projects over 100,000 parcels in the year', () => {
    const over = region.trades.filter((trade) => trade.countBefore('2021-01-01') > 100_000);
    const tracks = over.map(({ product }) => product.publishedTrack);
    expect(tracks.filter((track) => track === 'place')).toHaveLength(8);
    expect(tracks.filter((track) => track === 'county')).toHaveLength(2);
    expect(over).toHaveLength(10);
  });
});
