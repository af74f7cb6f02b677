import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  ApiAnswerOf,
  csvAnswer,
  DayField,
  decodeCursor,
  pageOf,
  wantsCsv,
} from '@youlu/http';
import type { FastifyRequest } from 'fastify';
import { CoveragePageQuery, questionOf } from '../indicators/coverage.dto';
import { keyOf } from './restatement';
import { differenceItem, headOf, RestatementAnswer } from './restatement-answers.dto';
import { RestatedCoverage, type RestatedFigure } from './restatement.query';

class RestatementQuery extends CoveragePageQuery {
  @DayField({
    optional: true,
    description: 'The register to start from; the one in force on asOf if left away',
  })
  ownRegisterDate?: string;
}

const CSV_COLUMNS = [
  'codesBefore',
  'namesBefore',
  'statesBefore',
  'codesAfter',
  'namesAfter',
  'statesAfter',
  'explainedBy',
  'kinds',
  'denominator',
  'declared',
  'observed',
] as const;

@ApiTags('coverage')
@Controller('v1/coverage/restatement')
export class RestatementsController {
  constructor(private readonly restated: RestatedCoverage) {}

  @Get()
  @ApiOperation({
    summary: 'A figure on the register of its day and on another, each difference with its changes',
  })
  @ApiAnswerOf(200, RestatementAnswer, 'With Accept: text/csv the whole list as CSV')
  @ApiProduces('application/json', 'text/csv')
  async restate(
    @Query() query: RestatementQuery,
    @Req() request: FastifyRequest,
  ): Promise<RestatementAnswer | Answer> {
    const figure = await this.restated.of(questionOf(query, Date.now()), query.ownRegisterDate);
    if (wantsCsv(request)) return csvAnswer(CSV_COLUMNS, csvRows(figure), 'restatement.csv');
    const after = decodeCursor(query.cursor, { key: 'string' })?.key ?? '';
    const rest = figure.differences.filter((difference) => keyOf(difference) > after);
    const page = pageOf(
      rest.slice(0, query.limit + 1),
      query.limit,
      (difference) => ({ key: keyOf(difference) }),
      differenceItem,
    );
    return { ...headOf(figure), ...page };
  }
}

function* csvRows({ differences }: RestatedFigure) {
  const words = (list: readonly string[]): string => list.join(' ');
  for (const difference of differences) {
    const { before, after, explainedBy, kinds, effect } = differenceItem(difference);
    yield {
      codesBefore: words(before.map(({ code }) => code)),
      namesBefore: words(before.map(({ name }) => name)),
      statesBefore: words(before.map(({ state }) => state)),
      codesAfter: words(after.map(({ code }) => code)),
      namesAfter: words(after.map(({ name }) => name)),
      statesAfter: words(after.map(({ state }) => state)),
      explainedBy,
      kinds: words(kinds),
      ...effect,
    };
  }
}
