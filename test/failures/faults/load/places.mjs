/** A county with one road to it and a township of thirty villages: where the load's parcels go. */
export const COUNTY = '653024';
export const TOWNSHIP = '653024203';
export const VILLAGES = Array.from({ length: 30 }, (_, i) => `${TOWNSHIP}${200 + i}`);
export const COUNTY_NODE = `county-${COUNTY}`;
export const STATION_NODE = `station-${TOWNSHIP}`;
export const MERCHANTS = ['shop', 'coop'];
export const PRODUCTS = ['pear', 'jujube'];
/** Serials 1 … 1,000,000 of FA are leased to the first merchant, of FB to the second: a flood takes many. */
export const INDICATORS = ['FA', 'FB'];
const SERIALS_OF_A_BLOCK = 100_000;
const BLOCKS = 10;

const from = '2020-01-01';
const node = (tier, placeCode, handlingMinutes) => {
  const nodeId = `${tier}-${placeCode}`;
  return { nodeId, tier, name: nodeId, placeCode, handlingMinutes, opensOn: from };
};
const HOPS = [
  ['gateway-33', 'hub-650102', 60],
  ['hub-650102', COUNTY_NODE, 24],
  [COUNTY_NODE, STATION_NODE, 1],
  ...VILLAGES.map((village) => [STATION_NODE, `village-${village}`, 1]),
];
const nodes = [
  node('gateway', '33', 60),
  node('hub', '650102', 480),
  node('county', COUNTY, 240),
  node('station', TOWNSHIP, 60),
  ...VILLAGES.map((village) => node('village', village, 30)),
];
const links = HOPS.map(([a, b, hours]) => ({
  linkId: `${a}..${b}`,
  fromNodeId: a,
  toNodeId: b,
  distanceKm: hours * 60,
}));
const timetables = HOPS.map(([a, b, hours]) => ({
  timetableId: `daily-${a}..${b}`,
  linkId: `${a}..${b}`,
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  departMinute: 480,
  travelMinutes: hours * 60,
  from,
}));
const rounds = VILLAGES.map((villageCode) => ({
  roundId: `round-${villageCode}`,
  villageCode,
  stationNodeId: STATION_NODE,
  weekdays: [1, 3, 5],
  from,
}));

/** What the services have to know before the first parcel, as [service, path, body]. */
export const GROUNDWORK = [
  ['routing', '/v1/nodes', { nodes }],
  ['routing', '/v1/links', { links }],
  ['routing', '/v1/timetables', { timetables }],
  ['routing', '/v1/rounds', { rounds }],
  ...PRODUCTS.map((productId) => [
    'orders',
    '/v1/products',
    {
      productId,
      name: productId,
      category: 'fresh_fruit',
      originCodes: [COUNTY],
      seasonStart: '01-01',
      seasonEnd: '12-31',
    },
  ]),
  ...MERCHANTS.flatMap((merchantId, i) => [
    ['orders', '/v1/merchants', { merchantId, name: merchantId }],
    ...Array.from({ length: BLOCKS }, (_, block) => [
      'orders',
      '/v1/number-blocks',
      {
        merchantId,
        serviceIndicator: INDICATORS[i],
        count: SERIALS_OF_A_BLOCK,
        first: 1 + block * SERIALS_OF_A_BLOCK,
      },
    ]),
  ]),
];
