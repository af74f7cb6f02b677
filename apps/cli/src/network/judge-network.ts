import type { ReadRow } from '../columns/row-kind';
import type { LineFault } from '../tables/table';
import type { LinkLine, NodeLine, RoundLine, RouteLine, TimetableLine } from './network-kinds';
import { returnMinute } from './network-rows';

/** The lines of a network file, by what they are. */
export interface NetworkLines {
  nodes: ReadRow<NodeLine>[];
  links: ReadRow<LinkLine>[];
  timetables: ReadRow<TimetableLine>[];
  routes: ReadRow<RouteLine>[];
  rounds: ReadRow<RoundLine>[];
}

type Fault = Omit<LineFault, 'line' | 'sheet'>;
type Judge<Row> = (row: Row, before: readonly ReadRow<Row>[]) => Fault | undefined;

/** No post moves faster than this on the ground. */
const KM_PER_HOUR_MAX = 400;

/** What the cells of a line must agree on, and the lines among themselves; the first one stays. */
export function judgeNetwork(lines: NetworkLines): { good: NetworkLines; faults: LineFault[] } {
  const faults: LineFault[] = [];
  const sift = <Row extends { id: string }>(rows: readonly ReadRow<Row>[], judge: Judge<Row>) => {
    const good: ReadRow<Row>[] = [];
    const firstOf = new Map<string, number>();
    for (const read of rows) {
      const { row, ...place } = read;
      const fault = repeated(row.id, firstOf.get(row.id)) ?? judge(row, good);
      if (fault) faults.push({ ...place, ...fault });
      else good.push(read);
      if (!firstOf.has(row.id)) firstOf.set(row.id, read.line);
    }
    return good;
  };
  const good = {
    nodes: sift(lines.nodes, (row) => periodFault(row)),
    links: sift(lines.links, (row) => sameEndsFault(row)),
    timetables: sift(lines.timetables, (row) => periodFault(row)),
    routes: sift(lines.routes, (row) => routeFault(row)),
    rounds: sift(lines.rounds, (row, before) => periodFault(row) ?? roundClash(row, before)),
  };
  return { good, faults };
}

function repeated(id: string, line: number | undefined): Fault | undefined {
  if (line === undefined) return undefined;
  return {
    field: 'id',
    code: 'id-repeated',
    reason: `编号 ${id} 重复，第 ${line} 行已有。${id} was already given on line ${line}`,
    fix: '请只保留一行，或为此行另编编号。keep one of the lines, or give this one an id of its own',
  };
}

function periodFault({ from, to }: { from: string; to?: string | undefined }): Fault | undefined {
  if (to === undefined || to > from) return undefined;
  return {
    field: 'to',
    code: 'period-empty',
    reason: `起止日期 ${from} 至 ${to} 之间没有一天。the period ${from} to ${to} holds no day`,
    fix: '请填失效首日，须在 from 之后；长期有效则留空。write the first day it no longer holds, after from; leave it empty while it is open',
  };
}

function sameEndsFault({ fromNodeId, toNodeId }: LinkLine): Fault | undefined {
  if (fromNodeId !== toNodeId) return undefined;
  return {
    field: 'toNodeId',
    code: 'same-node',
    reason: '起讫节点相同。the way leads from a node to itself',
    fix: '请填两个不同的节点。write two different nodes',
  };
}

function routeFault(row: RouteLine): Fault | undefined {
  return sameEndsFault(row) ?? periodFault(row) ?? speedFault(row) ?? returnFault(row);
}

function speedFault({ distanceKm, travelMinutes }: RouteLine): Fault | undefined {
  if (distanceKm * 60 <= travelMinutes * KM_PER_HOUR_MAX) return undefined;
  return {
    field: 'travelMinutes',
    code: 'too-fast',
    reason: `${travelMinutes} 分钟行 ${distanceKm} 公里，时速超过 ${KM_PER_HOUR_MAX} 公里。${distanceKm} km in ${travelMinutes} minutes is more than ${KM_PER_HOUR_MAX} km/h`,
    fix: '里程请填公里，时间请填分钟；请更正有误的一项。write kilometres and minutes; mend the one that is wrong',
  };
}

function returnFault(row: RouteLine): Fault | undefined {
  if (returnMinute(row) !== undefined) return undefined;
  return {
    field: 'returnDepart',
    code: 'return-unclear',
    reason:
      '车辆过午夜才到，当天无法立即返程。the vehicle arrives after midnight, so it cannot turn back at once on the same day',
    fix: '请填返程发车时间，或改列两条线路和两份时刻表。write when it departs on its way back, or give two links and two timetables instead',
  };
}

function roundClash(row: RoundLine, before: readonly ReadRow<RoundLine>[]): Fault | undefined {
  const clash = before.find(
    ({ row: other }) =>
      other.placeCode === row.placeCode &&
      other.weekdays.some((weekday) => row.weekdays.includes(weekday)) &&
      row.from < (other.to ?? '9999-12-31') &&
      other.from < (row.to ?? '9999-12-31'),
  );
  if (!clash) return undefined;
  return {
    field: 'weekdays',
    code: 'periods-overlap',
    reason: `第 ${clash.line} 行的邮路班次 ${clash.row.id} 在相同日期到该村。round ${clash.row.id} of line ${clash.line} goes there on the same days`,
    fix: '请让前一班次止于后一班次开始之日，或只保留一行。end the earlier round on the day the later one begins, or keep one of the lines',
  };
}
