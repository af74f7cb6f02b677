import type { FlowRow, ReportModel } from '../../report/report-model';
import { chart } from './coverage-sections';
import type { Block, Column, Section, TableBlock } from '../document';
import type { DocumentInput } from '../pictures';
import { Names } from '../place-names';
import { type ReportWords, fill } from '../words/words';

const FLOWS_SHOWN = 10;
const DESTINATIONS_DRAWN = 15;
/** A year of weeks has no room in a terminal; its totals have. */
const WEEKS_IN_TERMINAL_MAX = 6;
const PAGE_ONLY = { pageOnly: true } as const;
const right = 'right' as const;

/** Opening + counted × N = to date, against the threshold of the track. */
export function projectSection(
  model: ReportModel,
  words: ReportWords,
  input: DocumentInput,
): Section {
  const { columns: c, say } = words;
  const names = new Names(model, words);
  // The title of the section says so for all; a row only where it is not true of all.
  const isMixed = model.projects.some((row) => !row.simulated);
  const label = (simulated: boolean): string =>
    simulated && isMixed ? ` (${words.simulated})` : '';
  const rows = model.projects.map((row) => [
    `${names.project(row)}${label(row.simulated)}`,
    words.tracks[row.track] ?? row.track,
    row.placeCodes.toSorted().join(' '),
    String(row.opening),
    `${row.counted}×${row.sampleEvery}`,
    String(row.toDate),
    row.threshold === null ? say.noThreshold : `>${row.threshold.value}`,
    row.qualifies === null ? '—' : row.qualifies ? say.over : say.notOver,
    say[row.periodState],
    row.planned === undefined ? '' : String(row.planned),
  ]);
  const columns: Column[] = [
    { title: c.project, widthMax: 28 },
    { title: c.track },
    { title: c.origin, widthMax: 16 },
    { title: c.opening, align: right },
    { title: c.counted, align: right },
    { title: c.toDate, align: right },
    { title: c.threshold, align: right },
    { title: c.qualifies },
    { title: c.period },
    { title: c.planned, align: right, pageOnly: true },
  ];
  const blocks: Block[] = [
    { kind: 'lines', where: 'both', lines: [say.projectsNote] },
    { kind: 'table', id: 'projects', where: 'both', caption: '', columns, rows },
  ];
  const { published, page } = input;
  if (published && model.scenario.scope === '65')
    blocks.push(publishedProjects(model, words, input));
  if (page && rows.length > 0) {
    blocks.push(
      chart(words, 'chart-projects', 'chartProjects', page.pictures.projects(model.projects)),
    );
  }
  return { id: 'projects', title: words.sections.projects, blocks };
}

/** How many of each track are over their threshold, beside what was published for the year. */
function publishedProjects(
  model: ReportModel,
  words: ReportWords,
  { published }: DocumentInput,
): TableBlock {
  const { columns: c } = words;
  return {
    kind: 'table',
    id: 'projects-published',
    where: 'both',
    caption: words.say.publishedNote,
    columns: [
      { title: c.track },
      { title: c.published, align: right },
      { title: c.qualifies, align: right },
      { title: c.total, align: right },
    ],
    rows: Object.entries(published?.projects ?? {}).map(([track, count]) => {
      const ofTrack = model.projects.filter((row) => row.track === track);
      const over = ofTrack.filter((row) => row.qualifies === true).length;
      return [words.tracks[track] ?? track, String(count), String(over), String(ofTrack.length)];
    }),
  };
}

/** The largest flows, and outbound parcels by where they go. */
export function flowSection(model: ReportModel, words: ReportWords, input: DocumentInput): Section {
  const { columns: c, say } = words;
  const names = new Names(model, words);
  const pairs = summed(model.flows, (row) => [
    words.directions[row.direction],
    names.product(row.product),
    names.placeWithCode(row.originCounty),
    names.placeWithCode(row.destination),
  ]);
  const largest = pairs.slice(0, FLOWS_SHOWN);
  const note = fill(say.flowsTop, largest.length, pairs.length, model.scenario.sampleEvery);
  const blocks: Block[] = [
    { kind: 'lines', where: 'both', lines: [note, say.flowsAll] },
    {
      kind: 'table',
      id: 'flows',
      where: 'both',
      caption: '',
      columns: [
        { title: c.direction },
        { title: c.product, widthMax: 24 },
        { title: c.originCounty, widthMax: 24 },
        { title: c.destination, widthMax: 24 },
        { title: c.parcels, align: right },
      ],
      rows: largest.map(({ cells, parcels }) => [...cells, String(parcels)]),
    },
  ];
  if (input.page) blocks.push(...destinationBlocks(model, words, input.page.pictures));
  return { id: 'flows', title: words.sections.flows, blocks };
}

function destinationBlocks(
  model: ReportModel,
  words: ReportWords,
  pictures: NonNullable<DocumentInput['page']>['pictures'],
): Block[] {
  const names = new Names(model, words);
  const outbound = model.flows.filter((row) => row.direction === 'outbound');
  const sums = summed(outbound, (row) => [names.placeWithCode(row.destination)]);
  if (sums.length === 0) return [];
  const bars = sums.map(({ cells, parcels }) => ({ name: cells[0] ?? '', parcels }));
  const rest = bars.slice(DESTINATIONS_DRAWN).reduce((sum, { parcels }) => sum + parcels, 0);
  const drawn = bars.slice(0, DESTINATIONS_DRAWN);
  if (rest > 0) drawn.push({ name: words.say.others, parcels: rest });
  return [
    chart(words, 'chart-flows', 'chartFlows', pictures.flows(drawn)),
    {
      kind: 'table',
      id: 'destinations',
      where: 'page',
      caption: words.say.chartFlows,
      columns: [
        { title: words.columns.destination },
        { title: words.columns.parcels, align: right },
      ],
      rows: bars.map(({ name, parcels }) => [name, String(parcels)]),
    },
  ];
}

/** Product × origin county × destination province × week, the largest first. */
export function matrixSection(
  model: ReportModel,
  words: ReportWords,
  input: DocumentInput,
): Section {
  const { columns: c, say } = words;
  const names = new Names(model, words);
  const weeks = [...new Set(model.flowMatrix.map(({ week }) => week))].sort();
  const byWay = new Map<string, { cells: string[]; parcels: number; weeks: Map<string, number> }>();
  for (const row of model.flowMatrix) {
    const key = `${row.product}|${row.originCounty}|${row.destinationProvince}`;
    const way = byWay.get(key) ?? {
      cells: [
        names.product(row.product),
        names.placeWithCode(row.originCounty),
        names.placeWithCode(row.destinationProvince),
      ],
      parcels: 0,
      weeks: new Map<string, number>(),
    };
    way.parcels += row.parcels;
    way.weeks.set(row.week, (way.weeks.get(row.week) ?? 0) + row.parcels);
    byWay.set(key, way);
  }
  const rows = largestFirst(byWay).map(({ cells, parcels, weeks: by }) => [
    ...cells,
    ...weeks.map((week) => String(by.get(week) ?? 0)),
    String(parcels),
  ]);
  const isLong = weeks.length > WEEKS_IN_TERMINAL_MAX;
  const table = (id: string, some: string[][]): TableBlock => ({
    kind: 'table',
    ...{ id, where: 'both', caption: '', rows: some },
    columns: [
      { title: c.product, widthMax: 20 },
      { title: c.originCounty, widthMax: 22 },
      { title: c.destination, widthMax: 18 },
      ...weeks.map((week) => ({ title: week.slice(5), align: right, ...(isLong && PAGE_ONLY) })),
      { title: c.total, align: right },
    ],
  });
  const shown = rows.slice(0, FLOWS_SHOWN);
  const note = fill(say.matrixNote, model.scenario.sampleEvery, shown.length, rows.length);
  const blocks: Block[] = [{ kind: 'lines', where: 'both', lines: [note] }, table('matrix', shown)];
  if (input.page && rows.length > shown.length) {
    const summary = fill(say.matrixAll, rows.length);
    blocks.push({ kind: 'fold', summary, blocks: [table('matrix-all', rows)] });
  }
  return { id: 'matrix', title: words.sections.matrix, blocks };
}

/** Parcels of rows that read the same, most first. */
function summed(
  rows: readonly FlowRow[],
  cellsOf: (row: FlowRow) => string[],
): { cells: string[]; parcels: number }[] {
  const sums = new Map<string, { cells: string[]; parcels: number }>();
  for (const row of rows) {
    const cells = cellsOf(row);
    const key = cells.join('|');
    const sum = sums.get(key) ?? { cells, parcels: 0 };
    sum.parcels += row.parcels;
    sums.set(key, sum);
  }
  return largestFirst(sums);
}

function largestFirst<T extends { parcels: number }>(sums: ReadonlyMap<string, T>): T[] {
  return [...sums]
    .sort(([a, x], [b, y]) => y.parcels - x.parcels || (a < b ? -1 : 1))
    .map(([, sum]) => sum);
}
