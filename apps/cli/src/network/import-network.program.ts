import type { ZhEn } from '@youlu/vocabulary';
import { COLUMN_ALIASES } from '../columns/column-aliases';
import { lineTypes } from '../columns/line-types';
import { openTable } from '../columns/open-table';
import { readRows } from '../columns/read-rows';
import { oneOf } from '../columns/reader';
import type { ReadRow, RowKind, RowOf } from '../columns/row-kind';
import { LoadedRegisters } from '../doors/loaded-registers.query';
import type { ImportContext } from '../results/import-context';
import type { ImportResult, Thing } from '../results/import-result';
import { type RowDoor, sendRows } from '../results/row-sender.client';
import { judgeNetwork, type NetworkLines } from './judge-network';
import { codesAtHome, judgePlaces, judgeReferences } from './judge-places';
import {
  LINK,
  NETWORK_WORD_ALIASES,
  NETWORK_WORDS,
  type NetworkWord,
  NODE,
  ROUND,
  ROUTE,
  TIMETABLE,
} from './network-kinds';
import { linkRow, nodeRow, roundRow, routeRows, timetableRow } from './network-rows';

const ALIASES = COLUMN_ALIASES.network;
const TYPE = oneOf(NETWORK_WORDS, NETWORK_WORD_ALIASES);

/** In this order: each names what stands before it. */
const DOORS = {
  nodes: door('nodes', { nodeId: 'id', opensOn: 'from', closesOn: 'to' }),
  links: door('links', { linkId: 'id' }),
  timetables: door('timetables', { timetableId: 'id', departMinute: 'depart' }),
  rounds: door('rounds', { roundId: 'id', villageCode: 'placeCode' }),
} as const;

function door(rowsField: Thing, columnOf: Readonly<Record<string, string>>): RowDoor {
  return { service: 'routing', path: `/v1/${rowsField}`, rowsField, thing: rowsField, columnOf };
}

/** Takes a network line by line; lines that name a node which is not there are refused with it. */
export async function importNetwork(context: ImportContext, result: ImportResult): Promise<void> {
  const judged = judgeNetwork(readLines(context, result));
  result.add(judged);
  let { good } = judged;
  const registers = new LoadedRegisters(context.doors);
  const loaded = await registers.list();
  if (loaded.length === 0) {
    const note: ZhEn =
      '未导入任何名录，位置代码无从核对：请先导入名录。no register is loaded, so nobody could check the place codes: import it first';
    result.notes.push({ line: 1, field: 'placeCode', note });
  } else {
    const kinds = await registers.kindsOf(codesAtHome(good), loaded);
    const placed = judgePlaces(good, (code) => kinds.has(code));
    result.add(placed);
    good = placed.good;
  }
  if (context.isDryRun) await judgeOnly(context, good, result);
  else await send(context, good, result);
}

function readLines({ tables }: ImportContext, result: ImportResult): NetworkLines {
  const lines: NetworkLines = { nodes: [], links: [], timetables: [], routes: [], rounds: [] };
  for (const table of tables) {
    const headings = openTable(table, ALIASES, result);
    if (!headings) continue;
    const types = lineTypes(table, headings, TYPE);
    result.add(types);
    const read = <K extends RowKind>(word: NetworkWord, kind: K): ReadRow<RowOf<K>>[] => {
      const found = readRows(table, headings, kind, ALIASES, (row) => types.typeOf(row) === word);
      result.add(found);
      return found.rows;
    };
    lines.nodes.push(...read('node', NODE));
    lines.links.push(...read('link', LINK));
    lines.timetables.push(...read('timetable', TIMETABLE));
    lines.routes.push(...read('route', ROUTE));
    lines.rounds.push(...read('round', ROUND));
  }
  return lines;
}

/** The rows for each door: a route is two links and two timetables. */
function rowsOf(lines: NetworkLines): Record<keyof typeof DOORS, ReadRow<object>[]> {
  const routes = lines.routes.map(routeRows);
  const links = lines.links.map((line) => ({ ...line, row: linkRow(line.row) }));
  const timetables = lines.timetables.map((line) => ({ ...line, row: timetableRow(line.row) }));
  return {
    nodes: lines.nodes.map((line) => ({ ...line, row: nodeRow(line.row) })),
    links: [...links, ...routes.flatMap((route) => route.links)],
    timetables: [...timetables, ...routes.flatMap((route) => route.timetables)],
    rounds: lines.rounds.map((line) => ({ ...line, row: roundRow(line.row) })),
  };
}

async function send(
  { doors, runId }: ImportContext,
  lines: NetworkLines,
  result: ImportResult,
): Promise<void> {
  const rows = rowsOf(lines);
  for (const name of Object.keys(DOORS) as (keyof typeof DOORS)[]) {
    // Rows of a network are replaced by their id: an older file sent again must count again, so the
    // keys hold for this run only.
    await sendRows(doors, DOORS[name], rows[name], result, runId);
  }
}

async function judgeOnly(
  { doors }: ImportContext,
  lines: NetworkLines,
  result: ImportResult,
): Promise<void> {
  const stored = await doors.all<{ nodeId: string }>('routing', '/v1/nodes?limit=1000');
  const nodes = new Set([
    ...lines.nodes.map(({ row }) => row.id),
    ...stored.map(({ nodeId }) => nodeId),
  ]);
  const judged = judgeReferences(lines, (nodeId) => nodes.has(nodeId));
  result.add(judged);
  const rows = rowsOf(judged.good);
  const links = new Set(rows.links.map(({ row }) => (row as { linkId: string }).linkId));
  for (const { row, ...place } of judged.good.timetables) {
    if (links.has(row.linkId)) continue;
    const note: ZhEn = `本文件中没有线路 ${row.linkId}，是否已登记须到导入时才知。the link ${row.linkId} is not in this file: whether it is known shows on import`;
    result.notes.push({ ...place, field: 'linkId', note });
  }
  for (const name of Object.keys(DOORS) as (keyof typeof DOORS)[]) {
    for (const _row of rows[name]) result.count(DOORS[name].thing);
  }
}
