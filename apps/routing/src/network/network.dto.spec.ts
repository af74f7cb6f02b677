import { linksDoor, nodesDoor, timetablesDoor, toTimetable } from './network.dto';
import { hoursFault } from './opening-hours';
import { periodFault } from './period';

const node = {
  nodeId: 'county-653024',
  tier: 'county',
  name: '乌恰县寄递公共配送中心',
  placeCode: '653024',
  handlingMinutes: 240,
  opensOn: '2020-01-01',
};
const timetable = {
  timetableId: 't1',
  linkId: 'l1',
  weekdays: [5, 1, 3],
  departMinute: 480,
  travelMinutes: 90,
  from: '2020-01-01',
};

function firstFault(door: typeof nodesDoor, field: string, row: object) {
  const { rejections } = door.open({ [field]: [row] }, hoursFault);
  return rejections[0] && [rejections[0].field, rejections[0].code];
}

describe('the doors of the network', () => {
  it.each([
    ['a tier nobody knows', { tier: 'depot' }, ['tier', 'not-in-list']],
    ['a place that is no code', { placeCode: '65302' }, ['placeCode', 'not-a-division-code']],
    ['a day that does not exist', { opensOn: '2020-02-30' }, ['opensOn', 'not-a-day']],
    ['a field of a person', { managerPhone: '1' }, ['managerPhone', 'unknown-field']],
    ['hours stated in part', { openWeekdays: [1] }, ['opensAtMinute', 'hours-not-whole']],
    [
      'hours that hold no minute',
      { openWeekdays: [1], opensAtMinute: 600, closesAtMinute: 600 },
      ['closesAtMinute', 'empty-hours'],
    ],
    ['a wrong type', { handlingMinutes: '240' }, ['handlingMinutes', 'wrong-type']],
  ])('refuse %s', (_, change, fault) => {
    expect(firstFault(nodesDoor, 'nodes', { ...node, ...change })).toEqual(fault);
  });

  it('judge each row alone', () => {
    const { good, rejections } = nodesDoor.open({ nodes: [node, { ...node, name: '' }, 7, node] });
    expect(good.map(({ index }) => index)).toEqual([0, 3]);
    expect(rejections.map(({ index, code }) => [index, code])).toEqual([
      [1, 'too-short'],
      [2, 'wrong-type'],
    ]);
  });

  it('refuse a trip that takes no time, since a plan could then go round for ever', () => {
    const { rejections } = timetablesDoor.open({
      timetables: [{ ...timetable, travelMinutes: 0 }],
    });
    expect(rejections[0]?.field).toBe('travelMinutes');
  });

  it('refuse a distance below nothing', () => {
    const link = { linkId: 'l', fromNodeId: 'a', toNodeId: 'b', distanceKm: -1 };
    expect(linksDoor.open({ links: [link] }).rejections[0]?.field).toBe('distanceKm');
  });

  it('keep weekdays in their order, so that the same days are the same content', () => {
    const { good } = timetablesDoor.open({ timetables: [timetable] });
    expect(good.map(({ row }) => toTimetable(row))).toEqual([
      { ...timetable, weekdays: [1, 3, 5], to: null, simulated: false },
    ]);
  });

  it('take a period only if it holds a day', () => {
    const names = { from: 'from', to: 'to' };
    expect(periodFault('2020-09-01', '2020-09-01', names)?.field).toBe('to');
    expect(periodFault('2020-09-01', '2020-09-02', names)).toBeUndefined();
    expect(periodFault('2020-09-01', null, names)).toBeUndefined();
  });
});
