import {
  DIRECTIONS,
  type Direction,
  SCAN_KINDS,
  type ScanKind,
  daysBetween,
} from '@youlu/vocabulary';
import type { ReportModel } from '../../report/report-model';
import { chart } from './coverage-sections';
import type { Block, Section } from '../document';
import { rateOf } from '../percent';
import type { DocumentInput } from '../pictures';
import { Names } from '../place-names';
import { type ReportWords, fill } from '../words/words';

const right = 'right' as const;
/** What the chart by day draws: the first and the last step of a parcel. */
const DRAWN_KINDS = ['accepted', 'delivered'] as const satisfies readonly ScanKind[];

/** Village express by mode: a village may have several. */
export function modeSection(model: ReportModel, words: ReportWords): Section {
  const { columns: c } = words;
  const rows = model.modes.map((row) => [
    words.modes[row.mode] ?? row.mode,
    String(row.declared),
    rateOf(row.observed, row.declared),
  ]);
  return {
    id: 'modes',
    title: words.sections.modes,
    blocks: [
      {
        kind: 'table',
        ...{ id: 'modes', where: 'both', caption: '', rows },
        columns: [
          { title: c.mode },
          { title: c.declared, align: right },
          { title: c.observed, align: right },
        ],
      },
    ],
  };
}

/** Facts by kind and direction; on a page also by day. */
export function volumeSection(
  model: ReportModel,
  words: ReportWords,
  input: DocumentInput,
): Section {
  const { columns: c, say } = words;
  const names = new Names(model, words);
  const scope = names.place(model.scenario.scope);
  const sums = new Map<string, number>();
  const add = (key: string, parcels: number): unknown =>
    sums.set(key, (sums.get(key) ?? 0) + parcels);
  for (const { day, direction, kind, parcels } of model.volumes) {
    add(`${direction}|${kind}`, parcels);
    add(`${day}|${direction}|${kind}`, parcels);
  }
  const at = (...key: string[]): number => sums.get(key.join('|')) ?? 0;
  const kinds = SCAN_KINDS.filter((kind) => DIRECTIONS.some((way) => sums.has(`${way}|${kind}`)));
  const blocks: Block[] = [
    { kind: 'lines', where: 'both', lines: [fill(say.volumesNote, model.from, model.asOf, scope)] },
    {
      kind: 'table',
      ...{ id: 'volumes', where: 'both', caption: '' },
      columns: [
        { title: c.kind },
        ...DIRECTIONS.map((way) => ({ title: words.directions[way], align: right })),
      ],
      rows: kinds.map((kind) => [
        words.kinds[kind],
        ...DIRECTIONS.map((way) => String(at(way, kind))),
      ]),
    },
  ];
  if (input.page && kinds.length > 0) blocks.push(...byDay(model, words, input.page.pictures, at));
  return { id: 'volumes', title: words.sections.volumes, blocks };
}

function byDay(
  model: ReportModel,
  words: ReportWords,
  pictures: NonNullable<DocumentInput['page']>['pictures'],
  at: (...key: string[]) => number,
): Block[] {
  const days = [...new Set(model.volumes.map(({ day }) => day))].sort();
  const series: { direction: Direction; kind: ScanKind }[] = DIRECTIONS.flatMap((direction) =>
    DRAWN_KINDS.map((kind) => ({ direction, kind })),
  );
  const lines = series.map(({ direction, kind }) => ({
    name: `${words.directions[direction]} · ${words.kinds[kind]}`,
    values: days.map((day) => at(day, direction, kind)),
  }));
  return [
    chart(words, 'chart-volumes', 'chartVolumes', pictures.volumes(days, lines)),
    {
      kind: 'fold',
      summary: words.say.chartVolumes,
      blocks: [
        {
          kind: 'table',
          ...{ id: 'volumes-by-day', where: 'page', caption: '' },
          columns: [
            { title: words.columns.period },
            ...lines.map(({ name }) => ({ title: name, align: right })),
          ],
          rows: days.map((day, i) => [day, ...lines.map(({ values }) => String(values[i] ?? 0))]),
        },
      ],
    },
  ];
}

export function exceptionSection(model: ReportModel, words: ReportWords): Section {
  const { columns: c } = words;
  const names = new Names(model, words);
  return {
    id: 'exceptions',
    title: words.sections.exceptions,
    blocks: [
      {
        kind: 'table',
        ...{ id: 'exceptions', where: 'both', caption: '' },
        columns: [{ title: c.exception }, { title: c.count, align: right }, { title: c.worst }],
        rows: model.exceptions.map(({ kind, count, places }) => [
          words.exceptions[kind],
          String(count),
          places
            .map(({ placeCode, count: n }) => `${names.placeWithCode(placeCode)}: ${n}`)
            .join(', '),
        ]),
      },
    ],
  };
}

/** Which figures are real, which simulated, and whom to name for the data. */
export function sourceSection(model: ReportModel, words: ReportWords): Section {
  const { say } = words;
  const { scenario, totals } = model;
  const { scans, visits } = totals;
  const days = daysBetween(model.from, model.asOf) + 1;
  const made = fill(say.made, scenario.seed, days, scenario.sampleEvery);
  const lines = [
    fill(say.real, model.registerDate),
    ...(model.simulated ? [made] : []),
    fill(say.parcels, totals.shipments, totals.parcels),
    fill(say.scans, scans.accepted, scans.stored, scans.rejected, scans.parked),
    fill(say.visits, visits.accepted, visits.stored, visits.rejected),
  ];
  const attributions = [
    say.attributionDivisions,
    say.attributionPlaces,
    say.attributionMap,
    say.attributionCells,
    say.attributionPublished,
    say.attributionCharts,
  ];
  return {
    id: 'sources',
    title: words.sections.sources,
    blocks: [
      { kind: 'lines', where: 'both', lines },
      { kind: 'lines', where: 'page', lines: attributions },
    ],
  };
}
