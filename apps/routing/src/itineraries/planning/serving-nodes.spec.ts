import { dayNumber } from '@youlu/vocabulary';
import { NetworkBuilder } from '../../testing/sample-network';
import { buildPlanningNetwork } from './planning-network';
import { ServingNodes, type PlanEnd } from './serving-nodes';

const DAILY = [1, 2, 3, 4, 5, 6, 7];

/** 乌恰县 with two of its townships, 喀什 as its sorting centre, and two ways out of the province. */
const rows = new NetworkBuilder()
  .node('hub-650102', 'hub', '650102')
  .node('county-650102', 'county', '650102')
  .node('sorting-653001', 'sorting', '653001')
  .node('county-653024', 'county', '653024')
  .node('station-653024203', 'station', '653024203')
  .node('station-653024208', 'station', '653024208', {
    opensOn: '2020-09-01',
    closesOn: '2020-09-20',
  })
  .node('village-653024203200', 'village', '653024203200')
  .node('village-653024203201', 'village', '653024203201')
  .node('village-653024203202', 'village', '653024203202')
  .node('gateway-110000', 'gateway', '110000')
  .node('gateway-330000', 'gateway', '330000')
  .node('gateway-330100', 'gateway', '330100')
  .pair('station-653024203', 'village-653024203200', [1, 3, 5], 540, 60)
  .round('round-653024203201', '653024203201', 'station-653024203', DAILY);

const network = buildPlanningNetwork(rows);
const serving = new ServingNodes(network);

function servedBy(code: string, day = '2020-09-07', end: PlanEnd = 'destination') {
  const index = serving.serving(code, dayNumber(day), end);
  return index === undefined ? undefined : network.nodes[index]?.nodeId;
}

describe('a place is served by the node in the smallest division around it', () => {
  it.each([
    ['a village with a timetabled point', '653024203200', 'village-653024203200'],
    ['a village point on a mail round', '653024203201', 'village-653024203201'],
    ['a village point nothing goes to', '653024203202', 'station-653024203'],
    ['a village without a point', '653024203299', 'station-653024203'],
    ['a township', '653024203', 'station-653024203'],
    ['a township without a station', '653024204', 'county-653024'],
    ['a county', '653024', 'county-653024'],
    ['a county that shares its seat with a hub', '650102', 'county-650102'],
    ['a county without a centre, by its prefecture', '653023', 'sorting-653001'],
    ['a prefecture', '653000', 'sorting-653001'],
    ['another province', '110000', 'gateway-110000'],
    ['another province, two digits', '11', 'gateway-110000'],
    ['a place in another province with a gateway of its own', '330106', 'gateway-330100'],
    ['a place in another province', '330782', 'gateway-330000'],
    ['a province nothing leads to', '460000', undefined],
  ])('%s', (_, code, nodeId) => {
    expect(servedBy(code)).toBe(nodeId);
  });

  it('only while it is open', () => {
    expect(servedBy('653024208', '2020-08-31')).toBe('county-653024');
    expect(servedBy('653024208', '2020-09-01')).toBe('station-653024208');
    expect(servedBy('653024208', '2020-09-19')).toBe('station-653024208');
    expect(servedBy('653024208', '2020-09-20')).toBe('county-653024');
  });

  it('at either end of a plan', () => {
    expect(servedBy('653024203200', '2020-09-07', 'origin')).toBe('village-653024203200');
    expect(servedBy('653024203202', '2020-09-07', 'origin')).toBe('station-653024203');
  });
});
