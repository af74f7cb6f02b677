import { findDataFolder, readScenarioData } from '../scenario-data.file';
import { frequencyPerWeek } from './rounds';
import { type PretendProvince, type ScenarioData, foundProvince } from './province';

const folder = findDataFolder();
const data2020 = readScenarioData(folder);
const province = foundProvince(data2020, 'youlu');

const reversed = <T>(items: readonly T[]): T[] => [...items].reverse();

function shuffled(data: ScenarioData): ScenarioData {
  return {
    ...data,
    registerRows: reversed(data.registerRows),
    townshipPoints: reversed(data.townshipPoints),
    roadEdges: reversed(data.roadEdges),
    provinces: reversed(data.provinces),
    products: reversed(data.products),
  };
}

const pictureOf = ({ outlets, expressVillages, rounds, network, products }: PretendProvince) => ({
  outlets: [...outlets].sort(),
  expressVillages,
  rounds,
  nodes: network.nodes,
  products,
});

describe('the pretend province', () => {
  it('has 883 outlets in 914 townships and reaches 3,246 of 8,891 villages in 2020', () => {
    expect(province.register.townships).toHaveLength(914);
    expect(province.outlets.size).toBe(883);
    expect(province.register.villages).toHaveLength(8891);
    expect(province.expressVillages).toHaveLength(3246);
  });

  it('has 904 outlets in 936 townships and reaches 3,228 of 8,842 villages in 2023', () => {
    const later = foundProvince(readScenarioData(folder, '2023-06-30'), 'youlu');
    expect(later.register.townships).toHaveLength(936);
    expect(later.outlets.size).toBe(904);
    expect(later.register.villages).toHaveLength(8842);
    expect(later.expressVillages).toHaveLength(3228);
  });

  it('gives every county with villages its twentieth, and nothing where no outlet is', () => {
    const villages = new Map<string, number>();
    const reached = new Map<string, number>();
    const count = (counts: Map<string, number>, code: string) =>
      counts.set(code.slice(0, 6), (counts.get(code.slice(0, 6)) ?? 0) + 1);
    for (const { code } of province.register.villages) count(villages, code);
    for (const code of province.expressVillages) count(reached, code);
    const short = [...villages].filter(([c, n]) => (reached.get(c) ?? 0) < Math.ceil(n * 0.05));
    expect(short).toEqual([]);
    const withoutOutlet = province.register.townships.filter(
      ({ code }) => !province.outlets.has(code),
    );
    expect(withoutOutlet).toHaveLength(31);
    for (const { code } of withoutOutlet) {
      expect(province.expressVillages.some((village) => village.startsWith(code))).toBe(false);
    }
  });

  it('is a tree of 4 hubs, 15 sorting centres, 106 county centres, stations and villages', () => {
    const counts: Record<string, number> = {};
    for (const { tier } of province.network.nodes) counts[tier] = (counts[tier] ?? 0) + 1;
    const others = province.register.stationUnits.length - province.register.townships.length;
    expect(counts).toEqual({
      hub: 4,
      gateway: 30,
      sorting: 15,
      county: 106,
      station: 883 + others,
      village: 3246,
    });
    const roots = province.network.nodes.filter(({ parent }) => parent < 0);
    expect(roots.map(({ nodeId }) => nodeId)).toEqual(['hub-650102']);
  });

  it('finds the seats of counties whose code changed, and 乌苏 sorts nearby', () => {
    expect(province.geography.roadKm('659001', '654223')).toBeCloseTo(36.9);
    const wusu = province.network.get('county', '654202');
    expect(province.network.at(wusu.parent).nodeId).toBe('sorting-659001');
  });

  it('does not depend on the order of its data', () => {
    expect(pictureOf(foundProvince(shuffled(data2020), 'youlu'))).toEqual(pictureOf(province));
  });

  it('keeps every draw of the others when a village is added', () => {
    const added = { code: '653024208299', name: '新村', level: 5, parentCode: '653024208' };
    const registerRows = [...data2020.registerRows, { ...added, kind: 'admin_village' }];
    const larger = foundProvince({ ...data2020, registerRows }, 'youlu');
    expect(larger.rounds.filter(({ villageCode }) => villageCode !== added.code)).toEqual(
      province.rounds,
    );
    const before = new Set(province.expressVillages);
    const gone = province.expressVillages.filter((v) => !larger.expressVillages.includes(v));
    const come = larger.expressVillages.filter((v) => !before.has(v));
    expect(gone.length).toBeLessThanOrEqual(1); // there are so many places; the last one may lose its own
    expect(come.length).toBe(gone.length);
  });

  it('is another one for another seed', () => {
    expect(foundProvince(data2020, 'other').expressVillages).not.toEqual(province.expressVillages);
  });
});

describe('the frequency of a mail round', () => {
  it.each([
    [30, 12, 6],
    [30.1, 12, 3],
    [30, 12.1, 3],
    [90, 40, 3],
    [90.1, 10, 3],
    [90.1, 10.1, 1],
    [150, 5, 3],
    [150.1, 1, 1],
  ])('town at %d km, village at %d km: %d a week', (town, village, frequency) => {
    expect(frequencyPerWeek(town, village)).toBe(frequency);
  });
});
