import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type Static, Type } from '@sinclair/typebox';
import {
  type Answer,
  ApiAnswerOf,
  csvAnswer,
  decodeCursor,
  IdField,
  PageQuery,
  pageOf,
  wantsCsv,
} from '@youlu/http';
import { COVERAGE_STATES, UNIT_KINDS } from '@youlu/vocabulary';
import type { FastifyRequest } from 'fastify';
import { CompareReports, type ExplainedDifference } from './compare-reports.query';
import { CAUSE_WORDS, CAUSES, keyOf, type Standing } from './difference';

class ComparisonQuery extends PageQuery {
  @IdField({ description: 'The report to compare with: differences lead from this one to it' })
  with: string;
}

const word = <const W extends readonly string[]>(words: W) =>
  Type.Unsafe<W[number]>({ type: 'string', enum: [...words] });
const Stands = Type.Union([
  Type.Object({
    name: Type.String(),
    kind: word(UNIT_KINDS),
    state: word(COVERAGE_STATES),
    rule: Type.String(),
    declared: Type.Boolean(),
    simulated: Type.Boolean(),
  }),
  Type.Null(),
]);
const Item = Type.Object({
  code: Type.String({ description: 'in the first report; in the other where only that has it' }),
  codeAfter: Type.Union([Type.String(), Type.Null()], {
    description: 'of the unit that continues it; null where none, or several, do',
  }),
  changes: Type.Array(Type.String(), { description: 'changes of the register it went through' }),
  before: Stands,
  after: Stands,
  causes: Type.Array(
    Type.Object({
      cause: word(CAUSES),
      causeName: Type.String(),
      causeNameEn: Type.String(),
      before: Stands,
      after: Stands,
    }),
    { description: 'each input that moved the unit, in the order in which they were replaced' },
  ),
});
type Item = Static<typeof Item>;

const Comparison = Type.Object({
  from: Type.String(),
  to: Type.String(),
  differing: Type.Integer(),
  byCause: Type.Record(Type.String(), Type.Integer(), { description: 'units moved by each cause' }),
  items: Type.Array(Item),
  nextCursor: Type.Union([Type.String(), Type.Null()]),
});
type Comparison = Static<typeof Comparison>;

const CSV_COLUMNS = [
  'code',
  'codeAfter',
  'nameBefore',
  'nameAfter',
  'stateBefore',
  'stateAfter',
  'ruleBefore',
  'ruleAfter',
  'kindBefore',
  'kindAfter',
  'declaredBefore',
  'declaredAfter',
  'simulatedBefore',
  'simulatedAfter',
  'causes',
  'causeNames',
] as const;

@ApiTags('reports')
@Controller('v1/reports')
export class ComparisonsController {
  constructor(private readonly compare: CompareReports) {}

  @Get(':reportId/comparison')
  @ApiOperation({ summary: 'Each unit in which two reports differ, with what moved it' })
  @ApiAnswerOf(200, Comparison, 'With Accept: text/csv the whole list as CSV')
  @ApiProduces('application/json', 'text/csv')
  async comparison(
    @Param('reportId') reportId: string,
    @Query() query: ComparisonQuery,
    @Req() request: FastifyRequest,
  ): Promise<Comparison | Answer> {
    const isNextPage = query.cursor !== undefined && query.cursor !== '';
    const found = isNextPage
      ? await this.compare.kept(reportId, query.with)
      : await this.compare.of(reportId, query.with);
    if (wantsCsv(request)) return csvAnswer(CSV_COLUMNS, csvRows(found), 'comparison.csv');
    const after = decodeCursor(query.cursor, { key: 'string' })?.key ?? '';
    const rest = found.filter((pair) => keyOf(pair) > after).slice(0, query.limit + 1);
    const page = pageOf(rest, query.limit, (pair) => ({ key: keyOf(pair) }), itemOf);
    const about = { from: reportId, to: query.with, differing: found.length };
    return { ...about, byCause: byCause(found), ...page };
  }
}

function byCause(found: readonly ExplainedDifference[]): Record<string, number> {
  const counts = CAUSES.map((cause): [string, number] => {
    return [cause, found.filter(({ causes }) => causes.some((c) => c.cause === cause)).length];
  });
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

function itemOf({ code, after: codeAfter, changes, ...found }: ExplainedDifference): Item {
  return {
    code,
    codeAfter,
    changes: [...changes],
    before: found.standsBefore,
    after: found.standsAfter,
    causes: found.causes.map((one) => {
      const { zh, en } = CAUSE_WORDS[one.cause];
      return { ...one, causeName: zh, causeNameEn: en };
    }),
  };
}

function* csvRows(
  found: readonly ExplainedDifference[],
): Generator<Record<(typeof CSV_COLUMNS)[number], string>> {
  const said = (standing: Standing | null, field: keyof Standing): string =>
    String(standing?.[field] ?? '');
  for (const {
    code,
    after: codeAfter,
    standsBefore: before,
    standsAfter: after,
    causes,
  } of found) {
    yield {
      code,
      codeAfter: codeAfter ?? '',
      nameBefore: said(before, 'name'),
      nameAfter: said(after, 'name'),
      stateBefore: said(before, 'state'),
      stateAfter: said(after, 'state'),
      ruleBefore: said(before, 'rule'),
      ruleAfter: said(after, 'rule'),
      kindBefore: said(before, 'kind'),
      kindAfter: said(after, 'kind'),
      declaredBefore: said(before, 'declared'),
      declaredAfter: said(after, 'declared'),
      simulatedBefore: said(before, 'simulated'),
      simulatedAfter: said(after, 'simulated'),
      causes: causes.map(({ cause }) => cause).join(' '),
      causeNames: causes.map(({ cause }) => CAUSE_WORDS[cause].zh).join('、'),
    };
  }
}
